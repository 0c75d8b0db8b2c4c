using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Api;

/// <summary>What the HTTP API is made of.</summary>
internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<KeyPolicyQueries>();
        services.AddSingleton<ClientPolicyQueries>();
        services.AddSingleton<ReviewedPlans>();
        services.AddScoped<Writes>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Answer(json.SerializerOptions));
        // Programs are told what is wrong; only browsers are led to the sign-in page.
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Events.OnRedirectToLogin = Unless(StatusCodes.Status401Unauthorized, cookie.Events.OnRedirectToLogin);
            cookie.Events.OnRedirectToAccessDenied = Unless(StatusCodes.Status403Forbidden, cookie.Events.OnRedirectToAccessDenied);
        });
    }

    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> Unless(int status, Func<RedirectContext<CookieAuthenticationOptions>, Task> otherwise) => redirect =>
    {
        if (!Problems.IsApi(redirect.Request.Path))
            return otherwise(redirect);
        redirect.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
