using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Support;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Credentials;

public sealed class McpClientEditsTests : IDisposable
{
    private static readonly McpClientSettings Plain = new("wiki", ConnectionType.Http, "https://mcp.example.com/mcp", AuthType.None);
    private readonly TestDatabase database = new();
    private readonly StaticHeaders staticHeaders = new(new SecretProtector(new EphemeralDataProtectionProvider()));
    private readonly McpClientEdits edits;

    public McpClientEditsTests() => edits = new(database.WritesAt(), staticHeaders);

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("Acme Wiki (EU)", null, "acme-wiki-eu")]
    [InlineData("google-drive", "", "google-drive")]
    [InlineData("Wiki", "My.Wiki_2", "My.Wiki_2")]
    public async Task A_client_is_made_with_its_id_given_or_made_of_its_name(string name, string? id, string expected)
    {
        Assert.Equal(new EditOutcome.Done(expected), await edits.CreateAsync(Some.Admin, Plain with { Name = $" {name} " }, id, [], allKeys: true));
        var client = await StoredAsync(expected);
        Assert.Equal((name, true, 0), (client.Name, client.AllowOnAllVirtualKeys, client.Version));
    }

    [Fact]
    public async Task A_name_that_no_URL_can_hold_gets_an_id_of_our_own() =>
        Assert.StartsWith("mcp-", Assert.IsType<EditOutcome.Done>(await edits.CreateAsync(Some.Admin, Plain with { Name = "文書" }, null, [], false)).Id, StringComparison.Ordinal);

    [Theory]
    [InlineData("name", "", "https://a.example", null)]
    [InlineData("name", "taken", "https://a.example", null)]
    [InlineData("client_id", "other", "https://a.example", "c1")]
    [InlineData("client_id", "other", "https://a.example", "a/b")]
    [InlineData("connection_string", "other", "", null)]
    [InlineData("connection_string", "other", "mcp.example.com", null)]
    [InlineData("connection_string", "other", "ftp://mcp.example.com", null)]
    [InlineData("connection_string", "other", "https://ana:secret@mcp.example.com", null)]
    [InlineData("connection_string", "other", "https://mcp.example.com/#part", null)]
    public async Task What_is_wrong_is_refused_at_its_field_and_nothing_is_made(string field, string name, string address, string? id)
    {
        database.Add(Some.McpClient(1, "taken"));
        var refused = Assert.IsType<EditOutcome.Refused>(await edits.CreateAsync(Some.Admin, Plain with { Name = name, Address = address }, id, [], false));
        Assert.Equal(field, refused.Field);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.McpClients.CountAsync());
    }

    [Fact]
    public async Task A_client_that_asks_for_header_values_names_at_least_one_and_they_are_kept_canonical()
    {
        var asking = Plain with { AuthType = AuthType.PerUserHeaders };
        Assert.Equal("header_names", Assert.IsType<EditOutcome.Refused>(await edits.CreateAsync(Some.Admin, asking, null, [], false)).Field);
        Assert.Contains("named twice", Assert.IsType<EditOutcome.Refused>(await edits.CreateAsync(Some.Admin, asking, null, ["X-Key", "x-key"], false)).Message, StringComparison.Ordinal);
        await edits.CreateAsync(Some.Admin, asking, null, [" X-Api-Key"], false);
        Assert.Equal(["x-api-key"], (await StoredAsync("wiki")).PerUserHeaderKeys);
    }

    [Fact]
    public async Task Settings_are_changed_whole_and_count_as_one_edit()
    {
        using var authority = SomeMcpServer.SelfSigned();
        database.Add(Some.McpClient(1, auth: AuthType.None));
        var after = new McpClientSettings("renamed", ConnectionType.Sse, "https://b.example/sse", AuthType.Headers, Disabled: true, authority.ExportCertificatePem(), InsecureSkipVerify: true);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, after, []));
        var detail = await new McpClientQueries(database).DetailAsync("c1", Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(after.Trimmed(), detail!.Settings);
        Assert.Equal(1, detail.Version);
    }

    [Fact]
    public async Task An_edit_of_what_somebody_else_edited_meanwhile_writes_nothing()
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { Disabled = true }, []));
        Assert.IsType<EditOutcome.Conflict>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { Name = "late" }, []));
        Assert.IsType<EditOutcome.Conflict>(await edits.SetHeaderAsync(Some.Admin, "c1", 0, "x-token", "late"));
        Assert.IsType<EditOutcome.Gone>(await edits.ChangeAsync(Some.Admin, "c9", 0, Plain, []));
        var client = await StoredAsync("c1");
        Assert.Equal(("wiki", true, null), (client.Name, client.Disabled, client.StaticHeaders));
    }

    [Theory]
    [InlineData("no certificate at all", "That is no PEM certificate.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----", "does not hold a certificate that can be read")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nbm90IG9uZQ==\n-----END PRIVATE KEY-----", "holds a private key")]
    public async Task An_authority_that_is_no_certificate_is_refused(string pem, string words)
    {
        database.Add(Some.McpClient(1));
        var refused = Assert.IsType<EditOutcome.Refused>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { CaCertPem = pem, AuthType = AuthType.PerUserOAuth }, []));
        Assert.Equal("ca_cert_pem", refused.Field);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabling_touches_no_credential()
    {
        database.Add(Some.McpClient(1, "wiki"), Some.VirtualKey(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserOAuth, Disabled = true }, []);
        await using var db = database.CreateDbContext();
        Assert.Equal(CredentialStatus.Active, (await db.OAuthTokens.SingleAsync()).Status);
        Assert.Equal(0, Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Repair(), Xunit.TestContext.Current.CancellationToken)).Plan.Totals.Moving);
    }

    [Fact]
    public async Task An_auth_type_that_would_leave_credentials_of_the_other_kind_is_refused_with_their_number()
    {
        database.Add(Some.McpClient(1, "wiki"), Some.VirtualKey(1), Some.VirtualKey(2));
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 1, IdentityKind.VirtualKey, 2, orphaned: true), Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1)]);
        var refused = Assert.IsType<EditOutcome.Refused>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserHeaders }, ["x-key"]));
        Assert.Equal("auth_type", refused.Field);
        Assert.StartsWith("2 OAuth tokens and 1 pending sign-in would be left", refused.Message, StringComparison.Ordinal);
        Assert.Equal((AuthType.PerUserOAuth, 0), ((await StoredAsync("c1")).AuthType, (await StoredAsync("c1")).Version));
    }

    [Fact]
    public async Task An_auth_type_is_changed_where_nothing_is_stored_and_takes_header_names_along()
    {
        database.Add(Some.McpClient(1, "wiki"), Some.VirtualKey(1), Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1, FlowStatus.Expired));
        Assert.Equal("header_names", Assert.IsType<EditOutcome.Refused>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserHeaders }, [])).Field);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserHeaders }, ["X-Key"]));
        Assert.Equal(["x-key"], (await StoredAsync("c1")).PerUserHeaderKeys);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 1, Plain with { AuthType = AuthType.PerUserHeaders }, ["other"]));
        Assert.Equal(["x-key"], (await StoredAsync("c1")).PerUserHeaderKeys);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 2, Plain, []));
        Assert.Empty((await StoredAsync("c1")).PerUserHeaderKeys);
    }

    [Fact]
    public async Task Header_credentials_from_an_earlier_time_are_not_held_against_other_names_past_the_reconciler()
    {
        database.Add(new HeaderNameSet { Id = 1, Names = ["x-key"] });
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None, headers: ["x-key"]), Some.VirtualKey(1));
        database.Add(Some.Header(1, 1, IdentityKind.VirtualKey, 1));
        var refused = Assert.IsType<EditOutcome.Refused>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserHeaders }, ["x-key", "x-tenant"]));
        Assert.Contains("Keep its header names (x-key) here", refused.Message, StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, Plain with { AuthType = AuthType.PerUserHeaders }, ["x-key"]));
    }

    [Fact]
    public async Task Static_headers_are_set_replaced_and_removed_by_canonical_name_and_never_stored_in_clear()
    {
        database.Add(Some.McpClient(1));
        await edits.SetHeaderAsync(Some.Admin, "c1", 0, " X-Token ", "first-value");
        await edits.SetHeaderAsync(Some.Admin, "c1", 1, "x-tenant", "acme");
        await edits.SetHeaderAsync(Some.Admin, "c1", 2, "X-TOKEN", "second-value");
        Assert.DoesNotContain("second-value", System.Text.Encoding.UTF8.GetString((await StoredAsync("c1")).StaticHeaders!), StringComparison.Ordinal);
        var connection = await new ConnectionQueries(database, staticHeaders).OfAsync("c1", Xunit.TestContext.Current.CancellationToken);
        Assert.Equal([new("x-tenant", "acme"), new("x-token", "second-value")], connection!.Headers);
        await edits.RemoveHeaderAsync(Some.Admin, "c1", 3, "x-token");
        await edits.RemoveHeaderAsync(Some.Admin, "c1", 4, "x-tenant");
        Assert.Null((await StoredAsync("c1")).StaticHeaders);
    }

    [Theory]
    [InlineData("x token", "value", "header_name")]
    [InlineData("Content-Type", "value", "header_name")]
    [InlineData("mcp-session-id", "value", "header_name")]
    [InlineData("x-token", "", "header_value")]
    [InlineData("x-token", "two\r\nlines", "header_value")]
    [InlineData("x-token", "schlüssel", "header_value")]
    public async Task A_static_header_that_no_request_could_carry_is_refused(string name, string value, string field)
    {
        database.Add(Some.McpClient(1));
        var refused = Assert.IsType<EditOutcome.Refused>(await edits.SetHeaderAsync(Some.Admin, "c1", 0, name, value));
        Assert.Equal(field, refused.Field);
        if (value.Length > 0 && field == "header_value")
            Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_another_key_ring_are_said_to_be_unreadable()
    {
        var elsewhere = new StaticHeaders(new SecretProtector(new EphemeralDataProtectionProvider()));
        var client = Some.McpClient(1);
        elsewhere.Write(client, new Dictionary<string, string> { ["x-token"] = "value" });
        database.Add(client);
        Assert.Null(await new ConnectionQueries(database, staticHeaders).HeaderNamesAsync("c1", Xunit.TestContext.Current.CancellationToken));
    }

    private async Task<McpClient> StoredAsync(string id)
    {
        await using var db = database.CreateDbContext();
        return await db.McpClients.SingleAsync(client => client.ClientId == id);
    }
}
