using System.Globalization;
using System.Net;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>What Prometheus reads.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private static readonly Uri Metrics = new("/metrics", UriKind.Relative);
    private readonly DashboardServer server = new();
    private HttpClient api = null!;
    private HttpClient prometheus = null!;

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync(Office.Company);
        api = await server.CallerAsync();
        prometheus = await server.CallerAsync(Role.Viewer);
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        prometheus.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_is_told_and_not_led_to_a_page_either()
    {
        using var nobody = server.NewClient();
        using var answer = await nobody.GetAsync(Metrics);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("\"no_credentials\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_commits_rise_and_what_is_stored()
    {
        using var before = await prometheus.GetAsync(Metrics);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", before.Content.Headers.ContentType?.ToString());
        var was = await before.Content.ReadAsStringAsync();
        await CommitAsync();
        var now = await prometheus.GetStringAsync(Metrics);

        // Other servers of the tests commit in this process too.
        foreach (var sample in new[]
        {
            "gatehouse_commit_duration_seconds_count{edit=\"sharing\",outcome=\"committed\"}",
            "gatehouse_commit_duration_seconds_count{edit=\"allowlist\",outcome=\"over_guardrail\"}",
            "gatehouse_commit_duration_seconds_count{edit=\"allowlist\",outcome=\"stale\"}",
            "gatehouse_commit_duration_seconds_count{edit=\"revoke\",outcome=\"rejected\"}",
            "gatehouse_plan_duration_seconds_count{edit=\"allowlist\",outcome=\"planned\"}",
        })
            Assert.True(Value(now, sample) > Value(was, sample), $"{sample}\n{now}");
        Assert.Equal(4, Value(was, "gatehouse_credentials{kind=\"oauth_token\",status=\"active\"}"));
        Assert.Equal(1, Value(was, "gatehouse_credentials{kind=\"oauth_token\",status=\"orphaned\"}"));
        Assert.Equal(0, Value(was, "gatehouse_pending_flows"));
        Assert.True(Value(now, "process_cpu_seconds_total") > 0, now);
    }

    [Fact]
    public async Task Drift_is_told_once_somebody_has_counted_it()
    {
        Assert.DoesNotContain("\ngatehouse_drift ", await prometheus.GetStringAsync(Metrics), StringComparison.Ordinal);
        var drift = (await api.SendAsync("GET", "/api/drift")).Json.GetProperty("count").GetInt32();
        Assert.Equal(drift, Value(await prometheus.GetStringAsync(Metrics), "gatehouse_drift"));
    }

    [Fact]
    public async Task Requests_are_counted_by_route_and_no_label_tells_of_anybody_or_anything()
    {
        await CommitAsync();
        await api.SendAsync("GET", "/api/governance/virtual-keys?search=canary-query");
        await api.GetAsync(new Uri("/canary-path/of-nobody", UriKind.Relative));
        await api.SendAsync("CANARY", "/api/governance/virtual-keys/support-bot");
        using (var stranger = server.NewClient())
        {
            stranger.DefaultRequestHeaders.Authorization = new("Bearer", "gh_canary-token");
            await stranger.GetAsync(Metrics);
        }
        var now = await prometheus.GetStringAsync(Metrics);

        Assert.Contains("http_route=\"/api/governance/virtual-keys/{id}\"", now, StringComparison.Ordinal);
        Assert.Contains("http_request_method=\"PUT\"", now, StringComparison.Ordinal);
        Assert.Contains("http_response_status_code=\"409\"", now, StringComparison.Ordinal);
        var samples = now.Split('\n').Where(line => !line.StartsWith('#')).ToArray();
        foreach (var secret in new[] { "canary", "support-bot", "laptop", "crm", "wiki", "ana", "gh_", "script", "OPS-12", "127.0.0.1", "search" })
            Assert.DoesNotContain(samples, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>One edit that is committed, and three that are not.</summary>
    private async Task CommitAsync()
    {
        const string path = "/api/governance/virtual-keys/support-bot";
        const string body = """{"mcp_configs": []}""";
        var plan = (await api.SendAsync("PUT", $"{path}?dry_run=true", body)).Json.GetProperty("plan").GetProperty("fingerprint").GetString();
        Assert.Equal(200, (await api.SendAsync("PATCH", "/api/mcp/client/crm/sharing", """{"add": [{"virtual_key_id": "support-bot", "tools_to_execute": ["*"]}]}""")).Status);
        Assert.Equal(409, (await api.SendAsync("PUT", path, body)).Status);
        Assert.Equal(409, (await api.SendAsync("PUT", path, body, plan)).Status);
        Assert.Equal(400, (await api.SendAsync("POST", "/api/changes", """{"edit": {"kind": "revoke", "ids": ["none"]}, "reason": "OPS-12"}""")).Status);
    }

    private static double Value(string metrics, string sample) =>
        metrics.Split('\n').FirstOrDefault(line => line.StartsWith($"{sample} ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture) : 0;
}
