using Gatehouse.Data.Engines;
using Gatehouse.Tests.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Another process holds the database: a write says so after 15 seconds, and what only looks does not wait.</summary>
public sealed class BusyTests : IAsyncLifetime
{
    private readonly DashboardServer server = new(("Guardrail:Share", "1"));
    private HttpClient api = null!;

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync(Office.Company);
        api = await server.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_rotation_answers_503_and_a_dry_run_with_a_name_answers_at_once()
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<Gatehouse.Data.DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var held = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(200, (await api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot?dry_run=true", """{"name": "renamed", "mcp_configs": []}""")).Status);
        Assert.Equal(200, (await api.SendAsync("POST", "/api/governance/virtual-keys?dry_run=true", """{"name": "new"}""")).Status);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Engine.LongestWait - TimeSpan.FromSeconds(2));

        using var busy = await api.PostAsync(new Uri("/api/governance/virtual-keys/support-bot/rotate", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.Equal("1", busy.Headers.RetryAfter?.ToString());
        Assert.Contains("\"code\":\"busy\"", await busy.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_undoes_no_undo_of_a_membership()
    {
        using var oz = await server.CallerAsync(Gatehouse.Data.Kernel.Role.Operator);
        var added = await ChangeAsync(api, """{"edit": {"kind": "group_members", "group_id": "support", "add": ["cy"]}}""");
        var undone = await ChangeAsync(api, $$$"""{"edit": {"kind": "undo", "change_id": {{{added}}}}}""");
        var (status, why) = await oz.SendAsync("POST", "/api/changes", $$$"""{"edit": {"kind": "undo", "change_id": {{{undone}}}}}""");
        Assert.Equal((403, "role"), (status, why.Text("code")));
    }

    private static async Task<string> ChangeAsync(HttpClient client, string body)
    {
        var (status, json) = await client.SendAsync("POST", "/api/changes", body);
        Assert.True(status == 200, json.ToString());
        return json.GetProperty("change").Text("id");
    }
}
