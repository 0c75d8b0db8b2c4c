using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Credentials;

/// <summary>Where a client points: what is stored for one server stays with it, and what an import brought locks nobody out.</summary>
public sealed class ClientTargetEditsTests : IDisposable
{
    private static readonly McpClientSettings Plain = new("wiki", ConnectionType.Http, "https://mcp.example.com/mcp", AuthType.None);
    private readonly TestDatabase database = new();
    private readonly StaticHeaders staticHeaders = new(new SecretProtector(new EphemeralDataProtectionProvider()));
    private readonly McpClientEdits edits;

    public ClientTargetEditsTests() => edits = new(database.WritesAt(), staticHeaders);

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("https://mcp.example.com/mcp", "https://mcp.example.com/v2", false)]
    [InlineData("https://mcp.example.com/mcp", "HTTPS://MCP.example.com:443/mcp", false)]
    [InlineData("https://mcp.example.com/mcp", "https://mcp.example.com:8443/mcp", true)]
    [InlineData("https://mcp.example.com/mcp", "https://mcp.example.com.evil.example/mcp", true)]
    [InlineData("https://mcp.example.com/mcp", "http://mcp.example.com/mcp", true)]
    [InlineData("https://mcp.example.com:8080/mcp", "http://mcp.example.com:8080/mcp", true)]
    [InlineData("http://mcp.example.com/mcp", "https://mcp.example.com/mcp", true)]
    public async Task Static_header_values_go_when_scheme_host_or_port_is_another(string from, string to, bool isDropped)
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { Address = from }, []);
        await edits.SetHeaderAsync(Some.Admin, "c1", 1, "x-token", "value");
        var done = Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 2, Plain with { Address = to }, []));
        Assert.Equal(isDropped, done.Warnings is [{ }]);
        Assert.Equal(isDropped, (await StoredAsync("c1")).StaticHeaders is null);
    }

    [Fact]
    public async Task Values_are_entered_anew_in_the_edit_that_points_elsewhere_and_a_hidden_one_is_refused()
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        await edits.SetHeaderAsync(Some.Admin, "c1", 0, "x-token", "of-before");
        var refused = Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Address: "https://b.example/mcp", Headers: new Dictionary<string, string> { ["x-token"] = StaticHeaders.Hidden })));
        Assert.Equal("headers", refused.Field);
        Assert.Contains("No value of x-token is stored for https://b.example:443", refused.Message, StringComparison.Ordinal);
        var done = Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Address: "https://b.example/mcp", Headers: new Dictionary<string, string> { ["x-token"] = "anew" })));
        Assert.Null(done.Warnings);
        Assert.Equal("anew", staticHeaders.Read(await StoredAsync("c1"))["x-token"]);
        Assert.Contains("x-token", Assert.Single(Assert.IsType<EditOutcome.Done>(await PatchAsync(new(InsecureSkipVerify: true))).Warnings!), StringComparison.Ordinal);
        Assert.Empty(staticHeaders.Read(await StoredAsync("c1")));
    }

    [Fact]
    public async Task Values_of_an_earlier_version_are_bound_at_start_to_the_server_their_client_points_at()
    {
        var protector = new SecretProtector(new EphemeralDataProtectionProvider());
        var (headers, client) = (new StaticHeaders(protector), Some.McpClient(1, "wiki"));
        client.StaticHeaders = protector.Protect("""{"X-Token":"value"}""");
        database.Add(client);
        Assert.Empty(headers.Read(await StoredAsync("c1")));
        await new ClientSecretUpgrade(database, database.WritesAt(), headers).RunAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal([new("x-token", "value")], headers.Read(await StoredAsync("c1")));
        var moved = await StoredAsync("c1");
        moved.ConnectionString = "https://elsewhere.example";
        Assert.Empty(headers.Read(moved));
    }

    /// <summary>That a value is another is on record, never the value; a header that comes or goes is told by its name.</summary>
    [Fact]
    public async Task What_is_patched_counts_as_one_edit_and_only_a_value_that_took_anothers_place_is_told_as_changed()
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Headers: new Dictionary<string, string> { ["x-token"] = "one" })));
        Assert.DoesNotContain("static_header_values", await LastAsync(), StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Headers: new Dictionary<string, string> { ["x-token"] = "two" })));
        Assert.Contains("static_header_values", await LastAsync(), StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Headers: new Dictionary<string, string> { ["x-token"] = StaticHeaders.Hidden })));
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Name: "wiki")));
        Assert.Equal((2, false), ((await StoredAsync("c1")).Version, (await StoredAsync("c1")).UpdatedAt == Some.Time));
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Headers: new Dictionary<string, string>())));
        Assert.DoesNotContain("static_header_values", await LastAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await StoredAsync("c1")).Version);

        async Task<string> LastAsync()
        {
            await using var db = database.CreateDbContext();
            return (await db.Events.OrderBy(happened => happened.Id).LastAsync()).After ?? "";
        }
    }

    [Theory]
    [InlineData("x-token", "", "x-token: Give a value.")]
    [InlineData("x token", "value", "is not a header name")]
    [InlineData("host", "value", "set by the connection itself")]
    [InlineData("x-token", StaticHeaders.Hidden, "No value of x-token is stored")]
    public async Task A_static_header_that_cannot_be_sent_is_refused_in_a_patch_too(string name, string value, string words)
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        var refused = Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Headers: new Dictionary<string, string> { [name] = value })));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        var twice = Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Headers: new Dictionary<string, string> { ["x-a"] = "1", ["X-A"] = "2" })));
        Assert.Contains("x-a is named twice", twice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env.MCP_URL", "stands for an address that only the gateway it came from knows")]
    [InlineData("", "Give the URL of the server")]
    [InlineData("https://ana:secret@mcp.example.com", "holds a user name or password")]
    public async Task What_came_in_by_an_import_is_renamed_and_switched_off_though_its_address_would_not_be_accepted_today(string address, string fault)
    {
        var client = Some.McpClient(1, new string('N', 300), auth: AuthType.None);
        client.ConnectionString = address;
        database.Add(client);
        var standing = McpClientSettings.Of(client);
        Assert.Contains(standing.Faults(), found => found.Message.Contains(fault, StringComparison.Ordinal));
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, standing with { Disabled = true }, []));
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Name: "short")));
        Assert.Equal(("short", true, address), ((await StoredAsync("c1")).Name, (await StoredAsync("c1")).Disabled, (await StoredAsync("c1")).ConnectionString));
        Assert.Equal("connection_string", Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Address: "ftp://elsewhere"))).Field);
        Assert.Equal("name", Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Name: new string('M', 300)))).Field);
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Address: "https://mcp.example.com/mcp")));
    }

    [Fact]
    public async Task Secrets_of_an_address_are_hidden_where_it_is_kept_stay_with_their_server_and_are_entered_anew_for_another()
    {
        Assert.IsType<EditOutcome.Done>(await edits.CreateAsync(Some.Admin, Plain with { Address = "https://mcp.example.com/mcp?api_key=first-value&team=a" }, "c1", [], false));
        var stored = await StoredAsync("c1");
        Assert.Equal("https://mcp.example.com/mcp?api_key=********&team=a", stored.ConnectionString);
        Assert.DoesNotContain("first-value", System.Text.Encoding.Latin1.GetString(stored.StaticHeaders!), StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Address: "https://mcp.example.com/v2?team=b&api_key=********")));
        Assert.Equal("https://mcp.example.com/v2?team=b&api_key=first-value", staticHeaders.Address(await StoredAsync("c1")));

        var refused = Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(Address: "https://b.example/v2?api_key=********")));
        Assert.Contains("No value of api_key in the connection string is stored for https://b.example:443", refused.Message, StringComparison.Ordinal);
        Assert.Equal("connection_string", Assert.IsType<EditOutcome.Refused>(await PatchAsync(new(InsecureSkipVerify: true))).Field);
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Address: "https://b.example/v2?api_key=other-value")));
        Assert.Equal("https://b.example/v2?api_key=other-value", staticHeaders.Address(await StoredAsync("c1")));
        Assert.IsType<EditOutcome.Done>(await PatchAsync(new(Address: "https://b.example/v2")));
        Assert.Null((await StoredAsync("c1")).StaticHeaders);
    }

    [Fact]
    public async Task Secrets_that_an_earlier_version_kept_in_an_address_are_taken_out_at_start()
    {
        var client = Some.McpClient(1, "wiki", auth: AuthType.None);
        client.ConnectionString = "https://ana:p%40ss@mcp.example.com/mcp?token=kept-value";
        database.Add(client);
        var upgrade = new ClientSecretUpgrade(database, database.WritesAt(), staticHeaders);
        await upgrade.RunAsync(Xunit.TestContext.Current.CancellationToken);
        await upgrade.RunAsync(Xunit.TestContext.Current.CancellationToken);
        var stored = await StoredAsync("c1");
        Assert.Equal("https://mcp.example.com/mcp?token=********", stored.ConnectionString);
        Assert.Equal("https://mcp.example.com/mcp?token=kept-value", staticHeaders.Address(stored));
        Assert.Equal("Basic " + Convert.ToBase64String("ana:p@ss"u8), staticHeaders.Read(stored)["authorization"]);
        Assert.Empty(McpClientSettings.Of(stored).Faults());
    }

    [Theory]
    [InlineData("key", true)]
    [InlineData("api_key", true)]
    [InlineData("apiKey", true)]
    [InlineData("X-Amz-Signature", true)]
    [InlineData("access_token", true)]
    [InlineData("team", false)]
    [InlineData("monkey", false)]
    public void A_parameter_that_is_called_like_a_key_is_a_secret(string name, bool isSecret) => Assert.Equal(isSecret, AddressSecrets.IsSecret(name));

    private async Task<EditOutcome> PatchAsync(McpClientPatch patch)
    {
        var cancellation = Xunit.TestContext.Current.CancellationToken;
        return await database.WritesAt().EditAsync(Some.Admin, Role.Admin, step => edits.ChangeAsync(step, "c1", patch, cancellation), cancellation);
    }

    private async Task<McpClient> StoredAsync(string id)
    {
        await using var db = database.CreateDbContext();
        return await db.McpClients.SingleAsync(client => client.ClientId == id);
    }
}
