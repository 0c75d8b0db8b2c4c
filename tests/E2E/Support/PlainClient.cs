using System.Text.RegularExpressions;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>The server as a browser without scripts sees it.</summary>
public static partial class PlainClient
{
    /// <summary>A client with cookies of its own that follows no redirect.</summary>
    public static HttpClient NewClient(this DashboardServer server) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = server.Address };

    /// <summary>Posts the form of the sign-in page.</summary>
    public static Task<HttpResponseMessage> SignInAsync(this HttpClient client, string userName, string password, string? returnUrl = null) =>
        client.PostFormAsync("/sign-in", "/sign-in", ("userName", userName), ("password", password), ("returnUrl", returnUrl ?? ""));

    /// <summary>Opens a link that works once as a browser does: what stands behind the # is posted. The page that comes.</summary>
    public static async Task<string> OpenLinkAsync(this HttpClient client, string link)
    {
        var page = link.Split('#')[0];
        using (var opened = await client.PostFormAsync(page, $"{page}/open", ("link", link)))
            Assert.Equal(page, opened.Headers.Location!.OriginalString);
        return await client.GetStringAsync(new Uri(page, UriKind.Relative));
    }

    /// <summary>Posts a form with the antiforgery token of the page it stands on.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await client.FormTokenAsync(page)), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    /// <summary>The antiforgery token of a page.</summary>
    public static async Task<string> FormTokenAsync(this HttpClient client, string page) =>
        Token().Match(await client.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value;

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
