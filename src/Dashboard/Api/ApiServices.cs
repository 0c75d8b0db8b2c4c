using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.VirtualKeys;
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
        services.AddScoped<EditRequests>();
        services.AddApiDocument();
        services.ConfigureHttpJsonOptions(json => ApiJson.Answer(json.SerializerOptions));
        // Programs are told what is wrong; only browsers are led to the sign-in page.
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            var lead = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = redirect =>
            {
                if (!Problems.IsApi(redirect.Request.Path))
                    return lead(redirect);
                redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
        });
    }
}
