using System.Security.Claims;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who may come in: ASP.NET Core Identity, one cookie, one set of policies.</summary>
public static class SecurityServices
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string AdminOnly = "admin";

    /// <summary>The scheme that asks an API token when one is shown, else the browser's cookie.</summary>
    private const string Caller = "caller";

    private static readonly string[] Everybody = [nameof(Role.Viewer), nameof(Role.Operator), nameof(Role.Admin)];

    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<SetUpToken>();
        services.AddSingleton<DoorTurns>();
        services.AddSingleton<TokenUses>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenUses>());
        services.AddSingleton<AdminEdits>();
        services.AddSingleton<PasswordLinks>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingAdmin>();
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
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                options.Lockout.AllowedForNewUsers = true;
            })
            .AddEntityFrameworkStores<DashboardDbContext>()
            .AddUserManager<Admins>()
            .AddSignInManager()
            .AddTokenProvider<DataProtectorTokenProvider<Admin>>(TokenOptions.DefaultProvider)
            .AddClaimsPrincipalFactory<RoleClaims>();
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
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
        });
        // Whose role, password or place here changed is asked for it again within a minute.
        services.Configure<SecurityStampValidatorOptions>(stamps => stamps.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAntiforgery(forms => forms.Cookie = new GuardedCookie("gatehouse-forms", SameSiteMode.Strict));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Everybody).Build())
            .AddPolicy(Viewer, policy => policy.RequireRole(Everybody))
            .AddPolicy(Operator, policy => policy.RequireRole(nameof(Role.Operator), nameof(Role.Admin)))
            .AddPolicy(AdminOnly, policy => policy.RequireRole(nameof(Role.Admin)));
    }

    /// <summary>Creates or resets the admin of <c>Admin:UserName</c> and <c>Admin:Password</c>.</summary>
    /// <exception cref="SettingException">The password is too weak, or the name not allowed.</exception>
    public static async Task AddConfiguredAdminAsync(this IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<DashboardOptions>>().Value.Admin;
        if (string.IsNullOrEmpty(settings.UserName) || string.IsNullOrEmpty(settings.Password))
            return;
        await using var scope = services.CreateAsyncScope();
        var result = await SetPasswordAsync(scope.ServiceProvider.GetRequiredService<UserManager<Admin>>(), settings.UserName, settings.Password);
        if (!result.Succeeded)
            throw new SettingException($"Admin:UserName or Admin:Password: {result.Words()}");
    }

    /// <summary>Creates the admin, or gives the one of that name this password and lifts a lockout.</summary>
    /// <param name="admins">Who there is.</param>
    /// <param name="userName">Whom it concerns.</param>
    /// <param name="password">At least twelve characters.</param>
    /// <param name="role">The role of an admin that is made; one that is there keeps theirs.</param>
    public static async Task<IdentityResult> SetPasswordAsync(UserManager<Admin> admins, string userName, string password, Role role = Role.Admin)
    {
        if (await admins.FindByNameAsync(userName) is not { } admin)
            return await admins.CreateAsync(new Admin { UserName = userName, Role = role }, password);
        if (await admins.CheckPasswordAsync(admin, password) && !await admins.IsLockedOutAsync(admin))
            return IdentityResult.Success;
        foreach (var validator in admins.PasswordValidators)
            if (await validator.ValidateAsync(admins, admin, password) is { Succeeded: false } weak)
                return weak;
        admin.PasswordHash = admins.PasswordHasher.HashPassword(admin, password);
        admin.LockoutEnd = null;
        admin.AccessFailedCount = 0;
        return await admins.UpdateSecurityStampAsync(admin);
    }
}

/// <summary>Puts the admin's role into the cookie.</summary>
internal sealed class RoleClaims(UserManager<Admin> admins, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Admin>(admins, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Admin user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        return identity;
    }
}
