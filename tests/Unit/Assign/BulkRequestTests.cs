using System.Text;
using Gatehouse.Data.Assign;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Assign;

/// <summary>SCIM bulk requests: RFC 7644, sections 3.5.2 and 3.7.</summary>
public sealed class BulkRequestTests : IDisposable
{
    private const string AddGithub = """{"op": "add", "path": "mcpClients", "value": [{"value": "github"}]}""";
    private readonly TestDatabase database = new();

    public BulkRequestTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"));
        database.Add(Some.User(1), Some.Group(1), Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, user: 1), Some.VirtualKey(3, group: 1));
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "github", "tools": ["*"]}]}""", "github *")]
    [InlineData("""{"op": "Add", "path": "mcpclients", "value": {"value": "c1", "display": "x", "tools": ["b", "a"]}}""", "github a,b")]
    [InlineData("""{"op": "add", "value": {"mcpClients": ["github", "jira"]}}""", "github *", "jira *")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "github", "tools": []}]}""", "github ")]
    [InlineData("""{"op": "remove", "path": "mcpClients[value eq \"github\"]"}""", "github revoke")]
    [InlineData("""{"op": "REMOVE", "path": "mcpClients[ value  EQ \"github\" ]"}""", "github revoke")]
    [InlineData("""{"op": "remove", "path": "mcpClients", "value": [{"value": "github"}, {"value": "jira"}]}""", "github revoke", "jira revoke")]
    public async Task Clients_are_added_and_removed_in_every_form_of_the_standard(string patch, params string[] asks)
    {
        var sheet = await Sheets.CheckAsync(database, Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", patch)));
        Assert.Empty(sheet.Codes());
        Assert.Equal(asks, Assert.Single(sheet.Lines()).Fields.Select(change => $"{change.Client} {(change.After is null ? "revoke" : string.Join(',', change.After.Names))}"));
    }

    [Fact]
    public async Task Users_and_groups_mean_the_keys_they_own_and_a_row_is_the_line_of_its_operation()
    {
        var sheet = await Sheets.CheckAsync(database, Sheets.Bulk(Sheets.Patch("/Users/u1", AddGithub), Sheets.Patch("/Groups/g1", AddGithub), Sheets.Patch("/VirtualKeys/ci-bot", AddGithub)));
        Assert.Equal([(3, "vk2"), (4, "vk3"), (5, "vk1")], sheet.Lines().Select(line => (line.Line, line.KeyId)));
    }

    [Theory]
    [InlineData("""{"method": "POST", "path": "/VirtualKeys/vk1", "data": {}}""", "bad_method")]
    [InlineData("""{"method": "PATCH", "path": "/Devices/vk1", "data": {}}""", "bad_path")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys", "data": {}}""", "bad_path")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys/vk1"}""", "bad_data")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys/vk1", "data": {"Operations": []}}""", "bad_data")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys/vk1", "version": "W/1", "data": {}}""", "unknown_field")]
    [InlineData("\"text\"", "bad_operation")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys/vk1", "Path": "/VirtualKeys/vk2", "data": {}}""", "duplicate_field")]
    [InlineData("""{"method": "PATCH", "path": "/VirtualKeys/vk1", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "op": "remove", "path": "mcpClients", "value": [{"value": "jira"}]}]}}""", "duplicate_field")]
    public async Task An_operation_that_is_none_of_ours_is_an_error_of_its_line(string operation, string code)
    {
        var sheet = await Sheets.CheckAsync(database, Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", AddGithub), operation));
        Assert.Equal([$"4 {code}"], sheet.Codes());
        Assert.Equal(1, sheet.Valid);
    }

    [Fact]
    public async Task A_member_of_the_request_that_stands_twice_in_any_case_refuses_it()
    {
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await Sheets.ReadAsync(database, Sheets.Bulk().Replace("{\"schemas\"", "{\"operations\": [], \"schemas\"", StringComparison.Ordinal)));
        Assert.Equal("The member \"Operations\" stands twice. Name it once.", outcome.Message);
    }

    [Fact]
    public async Task A_request_in_UTF16_is_read()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Sheets.Bulk(Sheets.Patch("/VirtualKeys/ci-bot", AddGithub)))];
        Assert.Equal(["vk1 c1 *"], Assert.IsType<AssignOutcome.Checked>(await new AssignCheck(database).FileAsync(new MemoryStream(file))).Sheet.Wanted());
    }

    [Theory]
    [InlineData("""{"op": "replace", "path": "mcpClients", "value": []}""", "bad_op")]
    [InlineData("""{"op": "add", "path": "displayName", "value": "x"}""", "bad_path")]
    [InlineData("""{"op": "remove", "path": "mcpClients[type eq \"x\"]"}""", "bad_path")]
    [InlineData("""{"op": "remove", "path": "mcpClients"}""", "missing_mcp_client")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": []}""", "missing_mcp_client")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"tools": ["*"]}]}""", "missing_mcp_client")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "github", "tools": "all"}]}""", "bad_tools")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "github", "tools": ["*", "a"]}]}""", "bad_tools")]
    [InlineData("""{"op": "remove", "path": "mcpClients", "value": [{"value": "github", "tools": ["a"]}]}""", "bad_tools")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "github", "tool": ["a"]}]}""", "unknown_field")]
    [InlineData("""{"op": "add", "path": "mcpClients", "value": [{"value": "gitlab"}]}""", "unknown_mcp_client")]
    public async Task A_patch_that_cannot_be_done_is_an_error_of_its_operation(string patch, string code)
    {
        var sheet = await Sheets.CheckAsync(database, Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", patch)));
        Assert.Equal([$"3 {code}"], sheet.Codes());
    }

    [Theory]
    [InlineData("""{"Operations": [""", null, "broken")]
    [InlineData("{\"schemas\": [],\n\"Operations\": [}", 2, "broken")]
    [InlineData("""{"schemas": ["urn:other"], "Operations": []}""", null, "This is no bulk request")]
    [InlineData("""{"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}""", null, "Operations is missing.")]
    [InlineData("""{"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": []}""", null, "The file has no rows")]
    [InlineData("""{"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": 3}""", 1, "Operations must be a list.")]
    [InlineData("""{"failOnErrors": 0}""", 1, "failOnErrors must be")]
    [InlineData("""{"virtual_keys": []}""", null, "Unknown field \"virtual_keys\"")]
    public async Task A_request_that_cannot_be_read_says_why_and_where(string file, int? line, string message)
    {
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await Sheets.ReadAsync(database, file));
        Assert.Contains(message, outcome.Message, StringComparison.Ordinal);
        Assert.Equal(line, line is null ? null : outcome.Line);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task As_many_errors_as_the_sender_bears_mean_all_or_none(int failOnErrors, bool isAllOrNone)
    {
        var request = Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", AddGithub), Sheets.Patch("/VirtualKeys/nobody", AddGithub));
        var sheet = await Sheets.CheckAsync(database, request.Replace("\"Operations\": [\n{", $"\"failOnErrors\": {failOnErrors}, \"Operations\": [\n{{", StringComparison.Ordinal));
        Assert.Equal(failOnErrors, sheet.FailOnErrors);
        Assert.Equal(isAllOrNone, sheet.IsAllOrNone);
    }

    [Fact]
    public async Task The_template_has_no_error_of_form_and_its_sender_bears_none()
    {
        var sheet = await Sheets.CheckAsync(database, AssignTemplates.Json);
        Assert.Equal((2, 1), (sheet.Rows, sheet.FailOnErrors));
        Assert.All(sheet.Invalid, error => Assert.StartsWith("unknown_", error.Code, StringComparison.Ordinal));
    }
}
