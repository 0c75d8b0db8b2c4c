using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Data.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>Callers of the real program's HTTP API.</summary>
public static class ApiServer
{
    /// <summary>A caller with an API token of this role.</summary>
    public static async Task<HttpClient> CallerAsync(this DashboardServer server, Role role = Role.Admin)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await server.TokenAsync(role));
        return client;
    }

    /// <summary>A new API token of this role.</summary>
    public static async Task<string> TokenAsync(this DashboardServer server, Role role) =>
        Assert.IsType<EditOutcome.Done>(await server.Services.GetRequiredService<ApiTokenStore>().CreateAsync(Actor.CommandLine, Ids.New("script"), role, null)).Secret!;

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
}

/// <summary>A server of the office, with a caller who may do everything; its tests leave it as it is.</summary>
public sealed class ApiOffice : IAsyncLifetime
{
    public DashboardServer Server { get; private set; } = null!;

    public HttpClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = new DashboardServer();
        await Server.ImportAsync(Office.Company);
        Api = await Server.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
    }
}
