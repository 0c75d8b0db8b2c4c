using System.Security.Claims;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>Ends an open page within a minute when its admin's password, role or existence changed.</summary>
internal sealed class RevalidatingAdmin : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory scopes;
    private readonly IOptions<IdentityOptions> options;
    private readonly CancellationTokenRegistration stopping;

    public RevalidatingAdmin(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> options, IHostApplicationLifetime lifetime)
        : base(logs)
    {
        (this.scopes, this.options) = (scopes, options);
        // The circuit of a page left open outlives its server's stop; what it asks every minute must not.
        stopping = lifetime.ApplicationStopping.Register(((IDisposable)this).Dispose);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    /// <summary>Whether whoever has the page open is still who they signed in as, with the same role.</summary>
    public async Task<bool> StandsAsync() => await ValidateAuthenticationStateAsync(await GetAuthenticationStateAsync(), CancellationToken.None);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        var admin = await admins.GetUserAsync(authenticationState.User);
        return admin is not null
            && authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await admins.GetSecurityStampAsync(admin);
    }

    protected override void Dispose(bool disposing)
    {
        stopping.Dispose();
        base.Dispose(disposing);
    }
}
