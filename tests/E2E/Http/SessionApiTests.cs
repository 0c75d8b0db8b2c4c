using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Credentials and pending flows over HTTP.</summary>
public sealed class SessionApiTests
{
    [Theory]
    [InlineData("", "t1 t2 t3 t4 t5")]
    [InlineData("?status=orphaned", "t3")]
    [InlineData("?status=active,orphaned&mcp_client_id=crm&auth_mode=user", "t1 t2 t3")]
    [InlineData("?virtual_key_id=ana-laptop", "t5")]
    [InlineData("?identity=ana", "t1 t4")]
    [InlineData("?q=wiki", "t4")]
    [InlineData("?kind=header", "")]
    public async Task The_list_holds_what_the_filters_let_through(string query, string expected)
    {
        await using var server = new DashboardServer();
        await server.ImportAsync(Office.Company);
        using var api = await server.CallerAsync();
        var (status, json) = await api.SendAsync("GET", $"/api/mcp/sessions{query}");
        Assert.Equal(200, status);
        Assert.Equal(expected, string.Join(' ', json.GetProperty("sessions").EnumerateArray().Select(row => row.Text("id")).Order(StringComparer.Ordinal)));
        Assert.Equal(json.Text("count"), json.Text("total_count"));
    }

    [Fact]
    public async Task Pages_follow_each_other_by_offset_and_by_cursor_and_a_row_says_why_and_goes()
    {
        await using var server = new DashboardServer(("Guardrail:Share", "1"));
        await server.ImportAsync(Office.Company);
        using var api = await server.CallerAsync();
        var first = (await api.SendAsync("GET", "/api/mcp/sessions?limit=2")).Json;
        var second = (await api.SendAsync("GET", $"/api/mcp/sessions?limit=2&cursor={Uri.EscapeDataString(first.Text("next_cursor"))}")).Json;
        var third = (await api.SendAsync("GET", "/api/mcp/sessions?limit=2&offset=4")).Json;
        Assert.Equal(5, new[] { first, second, third }.SelectMany(page => page.GetProperty("sessions").EnumerateArray()).Select(row => row.Text("id")).Distinct().Count());
        Assert.Equal(400, (await api.SendAsync("GET", "/api/mcp/sessions?status=odd")).Status);

        var why = (await api.SendAsync("GET", "/api/mcp/sessions/t3/why")).Json;
        Assert.Equal(("False", "orphaned", "cy-laptop"), (why.Text("covered"), why.GetProperty("session").Text("status"), why.GetProperty("keys")[0].Text("virtual_key_name")));
        var (planned, plan) = await api.SendAsync("POST", "/api/plans", $$"""{"edit": {{why.GetProperty("ways_back")[0].GetRawText()}} }""");
        Assert.Equal((200, "1"), (planned, plan.GetProperty("plan").GetProperty("totals").Text("reactivate")));

        Assert.Equal("1", (await api.SendAsync("DELETE", "/api/mcp/sessions/t5")).Json.GetProperty("change").GetProperty("tallies")[0].Text("count"));
        Assert.Equal((404, "unknown_credential"), (await api.SendAsync("DELETE", "/api/mcp/sessions/t5")) is var (gone, error) ? (gone, error.Text("code")) : default);
        Assert.Equal("4", (await api.SendAsync("GET", "/api/mcp/sessions")).Json.Text("total_count"));
    }
}
