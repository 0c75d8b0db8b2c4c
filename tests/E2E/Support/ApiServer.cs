using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>The real program for callers of its HTTP API, one of each role.</summary>
public static class ApiServer
{
    /// <summary>The token of a caller who may do everything there.</summary>
    public static string Token(string role) => $"test-{role}";

    public static DashboardServer Open(params (string Name, string Value)[] settings) => new(AddTokens, settings);

    /// <summary>A caller of this role: Viewer, Operator or Admin.</summary>
    public static HttpClient Caller(this DashboardServer server, string role = "Operator")
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(role));
        return client;
    }

    /// <summary>Sends a request; the answer is its status and its JSON (undefined when it has none).</summary>
    public static async Task<(int Status, JsonElement Json)> SendAsync(
        this HttpClient client, string method, string path, string? body = null, string? fingerprint = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (fingerprint is not null)
            request.Headers.Add("X-Plan-Fingerprint", fingerprint);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).ToString();

    private static void AddTokens(IWebHostBuilder builder) => builder.ConfigureTestServices(services =>
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestTokens>(TestTokens.Name, null)
            .AddPolicyScheme("token-or-cookie", null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? TestTokens.Name : IdentityConstants.ApplicationScheme);
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = options.DefaultForbidScheme = "token-or-cookie");
    });

    /// <summary>Knows "test-" and a role.</summary>
    private sealed class TestTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        public const string Name = "test-tokens";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization.ToString() is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', 't', 'e', 's', 't', '-', .. var role])
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ClaimTypes.Name, $"{role} script"), new(ClaimTypes.Role, role)], Name);
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name)));
        }
    }
}
