using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Snapshots over HTTP.</summary>
public sealed class SnapshotApiTests
{
    [Fact]
    public async Task What_is_exported_imports_again_to_the_same_state_and_holds_no_secret()
    {
        await using var first = new DashboardServer(("sample", "demo"));
        await using var second = new DashboardServer();
        using var from = await first.CallerAsync(Role.Admin);
        using var to = await second.CallerAsync(Role.Admin);
        var snapshot = await from.GetStringAsync(new Uri("/api/export", UriKind.Relative));
        Assert.DoesNotContain("access_token", snapshot, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", snapshot, StringComparison.Ordinal);
        Assert.DoesNotContain("-demo\"", snapshot, StringComparison.Ordinal);

        var (dry, would) = await to.SendAsync("POST", "/api/import?dry_run=true", snapshot);
        Assert.Equal((200, false), (dry, would.GetProperty("imported").GetBoolean()));
        var (status, done) = await to.SendAsync("POST", "/api/import", snapshot);

        Assert.Equal((200, true), (status, done.GetProperty("imported").GetBoolean()));
        Assert.Equal(Rows(snapshot), Rows(await to.GetStringAsync(new Uri("/api/export", UriKind.Relative))));
        Assert.Equal((await from.SendAsync("GET", "/api/drift")).Json.Text("totals"), (await to.SendAsync("GET", "/api/drift")).Json.Text("totals"));
    }

    [Fact]
    public async Task A_bad_row_is_named_and_nothing_is_imported_unless_it_may_be_skipped()
    {
        await using var server = new DashboardServer();
        using var api = await server.CallerAsync(Role.Admin);
        const string body = """{"version": 1, "users": [{"id": "u1", "user_name": "ana"}, {"id": "u1", "user_name": "eve"}]}""";

        var (status, json) = await api.SendAsync("POST", "/api/import", body);
        Assert.Equal((422, "users", "1"), (status, json.GetProperty("refused")[0].Text("list"), json.GetProperty("refused")[0].Text("index")));
        Assert.Equal("0", (await api.SendAsync("GET", "/api/users")).Json.Text("total"));
        Assert.Equal(200, (await api.SendAsync("POST", "/api/import?on_error=skip", body)).Status);
        Assert.Equal("1", (await api.SendAsync("GET", "/api/users")).Json.Text("total"));
        Assert.Equal((400, "bad_snapshot"), (await api.SendAsync("POST", "/api/import", "{\"version\": 1, \"users\": [")) is var (broken, why) ? (broken, why.Text("code")) : default);
        using var editor = await server.CallerAsync(Role.Operator);
        Assert.Equal(403, (await editor.SendAsync("POST", "/api/import", body)).Status);
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "gatehouse-import-*"));
    }

    /// <summary>Each row as text, whatever order its list has: lists of credentials stand in the order of their tables.</summary>
    private static string[] Rows(string snapshot) => [.. JsonNode.Parse(snapshot)!.AsObject().Where(list => list.Value is JsonArray)
        .SelectMany(list => list.Value!.AsArray().Select(row => $"{list.Key} {Sorted(row!.AsObject())}")).Order(StringComparer.Ordinal)];

    private static string Sorted(JsonObject row)
    {
        foreach (var list in row.Where(field => field.Value is JsonArray).ToArray())
            row[list.Key] = new JsonArray([.. list.Value!.AsArray().Select(item => item!.DeepClone()).OrderBy(item => item.ToJsonString(), StringComparer.Ordinal)]);
        return row.ToJsonString(JsonSerializerOptions.Default);
    }
}
