using System.Security.Claims;
using System.Text.Encodings.Web;
using Gatehouse.Data.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>Knows the caller by the API token it sends: <c>Authorization: Bearer …</c> (RFC 6750, section 2.1).</summary>
internal sealed class ApiTokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokenStore tokens, TokenUses uses, Refusals refusals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "ApiToken";

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request shows a token rather than the browser's cookie.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsShown(Request))
            return AuthenticateResult.NoResult();
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (await tokens.KnowAsync(token, Context.RequestAborted) is not { } holder)
        {
            refusals.Note(RecordAction.TokenRefused, null, Context.Connection.RemoteIpAddress?.ToString(), "unknown, revoked or expired");
            return AuthenticateResult.Fail("The API token is unknown, revoked or expired.");
        }
        uses.Note(holder);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, holder.Id), new Claim(ClaimTypes.Name, holder.Name), new Claim(ClaimTypes.Role, holder.Role.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
