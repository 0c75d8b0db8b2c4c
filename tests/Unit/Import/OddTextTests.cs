using System.Text;
using System.Text.Json;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Import;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Unit.Import;

/// <summary>One validation: what an edit would refuse comes in by an import with a warning, in the edit's words, and refuses no edit of something else.</summary>
public sealed class OddTextTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    public static TheoryData<string> Names => ["ci\u200Bbot", "ci\u202Ebot", "ci\u0000bot", "ci\r\nbot", "ci\tbot", "ci\uFEFFbot"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_that_an_edit_refuses_is_imported_with_what_the_edit_says(string name)
    {
        var json = JsonSerializer.Serialize(name);
        var odd = await OddAsync($$"""
            "mcp_clients": [{"client_id": "c1", "name": {{json}}, "connection_string": "https://x.example/mcp"}],
            "users": [{"id": "u1", "user_name": {{json}}, "display_name": "Ana"}, {"id": "u2", "user_name": "bo", "display_name": {{json}}}],
            "groups": [{"id": "g1", "display_name": {{json}}}],
            "virtual_keys": [{"id": "vk1", "name": {{json}}}],
            "access_profiles": [{"id": "p1", "name": {{json}}}]
            """);

        var people = new PeopleEdits(database.WritesAt(TimeProvider.System));
        var profiles = new ProfileEdits(database.WritesAt(TimeProvider.System));
        Assert.Equal(
            [
                Says(await people.CreateUserAsync(Some.Admin, "Ana", name)), Says(await people.CreateUserAsync(Some.Admin, name, "cy")), Says(await people.CreateGroupAsync(Some.Admin, name)),
                new McpClientSettings(name, ConnectionType.Http, "https://x.example/mcp", AuthType.None).Wrong()!.Message, Says(await profiles.CreateAsync(Some.Admin, name)),
            ],
            [odd["users[0]"], odd["users[1]"], odd["groups[0]"], odd["mcp_clients[0]"], odd["access_profiles[0]"]]);
        Assert.Equal(NameText.WrongName(name, "the key"), odd["virtual_keys[0]"]);
    }

    [Fact]
    public async Task A_long_description_a_tool_and_header_names_that_no_edit_takes_are_told()
    {
        var odd = await OddAsync($$"""
            "mcp_clients": [
              {"client_id": "c1", "name": "c1", "connection_string": "https://x.example/mcp", "auth_type": "per_user_headers", "per_user_header_keys": ["Host", "x-api-key"]},
              {"client_id": "c2", "name": "c2", "connection_string": "https://x.example/mcp", "headers": {"Transfer-Encoding": "chunked"} }],
            "virtual_keys": [
              {"id": "vk1", "name": "long", "description": "{{new string('d', 6_000)}}"},
              {"id": "vk2", "name": "tools", "mcp_configs": [{"mcp_client_id": "c1", "tools_to_execute": ["sea\u200Brch"]}]}]
            """);

        Assert.Equal(4, odd.Count);
        Assert.Contains("\"host\" is set by the connection itself", odd["mcp_clients[0]"], StringComparison.Ordinal);
        Assert.Contains("\"transfer-encoding\" is set by the connection itself", odd["mcp_clients[1]"], StringComparison.Ordinal);
        Assert.Contains("longer than 5,000 characters", odd["virtual_keys[0]"], StringComparison.Ordinal);
        Assert.Contains("A tool name holds U+200B (has no width) at character 4", odd["virtual_keys[1]"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_imported_oddly_is_edited_all_the_same_where_it_is_not_odd()
    {
        await OddAsync("""
            "users": [{"id": "u1", "user_name": "ana\u200B", "display_name": "Ana"}, {"id": "u2", "user_name": "bo", "display_name": "B\u200Bo"}],
            "groups": [{"id": "g1", "display_name": "Da\u200Bta"}],
            "virtual_keys": [{"id": "vk1", "name": "ci\u200Bbot"}]
            """);

        var people = new PeopleEdits(database.WritesAt(TimeProvider.System));
        Assert.IsType<EditOutcome.Done>(await people.RenameUserAsync(Some.Admin, "u1", new("Ana", "ana\u200B"), new("Ana Ortiz", "ana\u200B")));
        Assert.IsType<EditOutcome.Done>(await people.RenameUserAsync(Some.Admin, "u2", new("B\u200Bo", "bo"), new("B\u200Bo", "bo@acme.example")));
        Assert.IsType<EditOutcome.Done>(await people.RenameGroupAsync(Some.Admin, "g1", "Da\u200Bta", "Da\u200Bta"));
        var keys = new VirtualKeyEdits(database.WritesAt(TimeProvider.System));
        Assert.IsType<EditOutcome.Done>(await keys.ChangeAsync(Some.Admin, "vk1", 0, "ci\u200Bbot", "said now", true, null));
        Assert.Equal("name", Assert.IsType<EditOutcome.Refused>(await keys.ChangeAsync(Some.Admin, "vk1", 1, "ci\u200B-bot", "said now", true, null)).Field);
    }

    private static string Says(EditOutcome outcome) => Assert.IsType<EditOutcome.Refused>(outcome).Message;

    /// <summary>What is told of each odd row, by list and index, without the field.</summary>
    [Fact]
    public async Task A_tool_name_that_an_import_brought_stays_with_its_grant_and_comes_to_no_other()
    {
        const string odd = "sea\u200Brch";
        await OddAsync($$"""
            "mcp_clients": [{"client_id": "c1", "name": "c1", "connection_string": "https://x.example/mcp"}],
            "virtual_keys": [{"id": "vk1", "name": "one", "mcp_configs": [{"mcp_client_id": "c1", "tools_to_execute": ["{{odd}}"]}]}, {"id": "vk2", "name": "two"}],
            "access_profiles": [{"id": "p1", "name": "p1", "grants": [{"mcp_client_id": "c1", "tools_to_execute": ["{{odd}}"]}]}]
            """);

        Assert.Empty(await ErrorsAsync(new Edit.Allowlist("vk1", Set: [new("c1", [odd, "read"])])));
        Assert.Empty(await ErrorsAsync(new Edit.Sharing("c1", Add: [new("vk1", [odd, "read"])])));
        Assert.Empty(await ErrorsAsync(new Edit.Profile("p1", Set: [new("c1", [odd, "read"])])));
        Assert.Equal(["bad_tools"], await ErrorsAsync(new Edit.Allowlist("vk1", Set: [new("c1", [odd, "re\u200Bad"])])));
        Assert.Equal(["bad_tools"], await ErrorsAsync(new Edit.Allowlist("vk2", Set: [new("c1", [odd])])));
        Assert.Equal(["bad_tools"], await ErrorsAsync(new Edit.Bulk(new BulkWho(All: true), [new("c1", [odd])])));
        Assert.Equal(["bad_tools"], await ErrorsAsync(new Edit.Profile("p1", Set: [new("c1", ["re\u200Bad"])])));

        async Task<IEnumerable<string>> ErrorsAsync(Edit edit) =>
            await database.Reconciler().PlanAsync(edit) is PlanOutcome.Rejected rejected ? rejected.Errors.Select(error => error.Code) : [];
    }

    private async Task<Dictionary<string, string>> OddAsync(string lists)
    {
        var file = Encoding.UTF8.GetBytes($$"""{"version": 1, {{lists}}}""");
        var done = Assert.IsType<ImportOutcome.Imported>(await new Importer(database, database.WritesAt(TimeProvider.System), new SecretProtector(new EphemeralDataProtectionProvider()))
            .ImportAsync(Some.Admin, () => new MemoryStream(file), new ImportOptions()));
        return done.Odd.Shown.ToDictionary(row => $"{row.List}[{row.Index}]", row => row.Reason.Split(": ", 2)[1]);
    }
}
