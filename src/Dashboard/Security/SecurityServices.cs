using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who may come in: ASP.NET Core Identity, one cookie, one set of policies.</summary>
public static class SecurityServices
{
    /// <summary>The scheme that asks an API token when one is shown, else the browser's cookie.</summary>
    private const string Caller = "caller";

    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<SetUpToken>();
        services.AddSingleton<SignInRecord>();
        services.AddSingleton<Refusals>();
        services.AddHostedService(provider => provider.GetRequiredService<Refusals>());
        services.AddSingleton<PasswordCheckTurns>();
        services.AddSingleton<Guesses>();
        services.AddSingleton<IPasswordHasher<Admin>, PasswordHasher<Admin>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<PasswordDoor>();
        services.AddSingleton<TokenUses>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenUses>());
        services.AddSingleton<AdminEdits>();
        services.AddSingleton<PasswordLinks>();
        services.AddCascadingAuthenticationState();
        services.AddSignIns();
        services.AddAuthentication(Caller)
            .AddPolicyScheme(Caller, null, options => options.ForwardDefaultSelector = context =>
                ApiTokenScheme.IsShown(context.Request) ? ApiTokenScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, null)
            .AddIdentityCookies();
        services.AddIdentityCore<Admin>(options =>
            {
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<DashboardDbContext>()
            .AddPasswordValidator<CommonPasswords>()
            .AddTokenProvider<DataProtectorTokenProvider<Admin>>(TokenOptions.DefaultProvider);
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie = new GuardedCookie("gatehouse", SameSiteMode.Lax);
            cookie.LoginPath = Links.SignIn;
            // Who is signed in and may not is told so; another sign-in form would lead round in a circle.
            cookie.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<SignInCookie>().ReadAsync(context);
        });
        // Anybody can send a cookie that is none: it is answered, and would fill the log with stacks.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None));
        services.AddAntiforgery(forms => forms.Cookie = new GuardedCookie("gatehouse-forms", SameSiteMode.Strict));
        services.AddAuthorization(options =>
        {
            foreach (var permission in Permissions.Least.Keys)
                options.AddPolicy(permission, policy => policy.RequireRole(Permissions.RolesOf(permission).Select(role => role.ToString())));
            options.FallbackPolicy = options.GetPolicy(Permissions.See);
        });
    }

    private static void AddSignIns(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DashboardOptions>>().Value.Sessions.Limits);
        services.AddSingleton<SignInStore>();
        services.AddSingleton<FirstAdmin>();
        services.AddSingleton<SignInEdits>();
        services.AddSingleton<SignInCookie>();
        services.AddSingleton<SignInUses>();
        services.AddHostedService(provider => provider.GetRequiredService<SignInUses>());
        services.AddSingleton<SignInWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SignInWatch>());
        services.AddScoped<PasswordAgain>();
        services.AddScoped<OwnSignIns>();
        services.AddScoped<SignedInPage>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<SignedInPage>());
        services.AddScoped<CircuitHandler, SignedInCircuit>();
    }

    /// <summary>Creates or resets the admin of <c>Admin:UserName</c> and <c>Admin:Password</c>.</summary>
    /// <exception cref="SettingException">The password is too weak, or the name not allowed.</exception>
    public static async Task AddConfiguredAdminAsync(this IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<DashboardOptions>>().Value.Admin;
        if (string.IsNullOrEmpty(settings.UserName) || string.IsNullOrEmpty(settings.Password))
            return;
        await using var scope = services.CreateAsyncScope();
        var (db, admins) = (scope.ServiceProvider.GetRequiredService<DashboardDbContext>(), scope.ServiceProvider.GetRequiredService<UserManager<Admin>>());
        var outcome = await scope.ServiceProvider.GetRequiredService<Writes>().EditAsync(
            db, Actor.Program, Role.Admin, step => Accounts.SetPasswordAsync(step, admins, settings.UserName, settings.Password, "setting"));
        if (outcome is not EditOutcome.Done)
            throw new SettingException($"Admin:UserName or Admin:Password: {WriteWords.Of(outcome) ?? (outcome as EditOutcome.Refused)?.Message}");
    }
}
