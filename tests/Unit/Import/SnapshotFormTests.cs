using System.Text;
using Gatehouse.Data.Import;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Import;

/// <summary>What a snapshot is written in, what is no snapshot, and what of it is odd.</summary>
public sealed class SnapshotFormTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task What_is_odd_comes_in_and_is_told_with_list_and_index()
    {
        var done = Assert.IsType<ImportOutcome.Imported>(await ImportAsync($$"""
            {"version": 1, "mcp_clients": [
              {"client_id": "env", "name": "env", "connection_string": "env.MCP_URL"},
              {"client_id": "plain", "name": "plain", "connection_string": "https://x.example/mcp"},
              {"client_id": "password", "name": "password", "connection_string": "https://someone:canary@x.example/mcp"},
              {"client_id": "long", "name": "{{new string('N', 300)}}", "connection_string": "https://x.example/mcp"}],
             "virtual_keys": [{"id": "vk1", "name": "refund\u2011agent"}]}
            """));
        Assert.Equal(["mcp_clients[0]", "mcp_clients[2]", "mcp_clients[3]", "virtual_keys[0]"], done.Odd.Shown.Select(row => $"{row.List}[{row.Index}]"));
        Assert.Contains("env.MCP_URL", done.Odd.Shown[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", done.Odd.Shown[1].Reason, StringComparison.Ordinal);
        Assert.Contains("300 characters", done.Odd.Shown[2].Reason, StringComparison.Ordinal);
        Assert.Contains("\"refund[U+2011]agent\"", done.Odd.Shown[3].Reason, StringComparison.Ordinal);
    }

    public static TheoryData<Encoding, bool> Encodings => new() { { new UTF8Encoding(true), true }, { Encoding.Unicode, true }, { Encoding.Unicode, false }, { Encoding.BigEndianUnicode, true } };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_snapshot_with_a_byte_order_mark_or_in_UTF16_comes_in(Encoding encoding, bool isMarked)
    {
        byte[] file = [.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes("""{"version":1,"users":[{"id":"bomu","user_name":"bom@x.example","display_name":"Bé"}]}""")];
        Assert.IsType<ImportOutcome.Imported>(await new Importer(database, database.WritesAt(), protector).ImportAsync(Actor.Program, () => new MemoryStream(file), new ImportOptions()));
        await using var db = database.CreateDbContext();
        Assert.Equal("Bé", (await db.People.SingleAsync()).DisplayName);
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "This is an Excel workbook or another ZIP file.")]
    [InlineData("SQLite format 3\0", "The database of a Bifrost gateway is imported with import-bifrost.")]
    [InlineData("""{"$schema": "https://www.example/schema", "mcp": {}}""", "This is no snapshot but the config.json of a Bifrost gateway.")]
    [InlineData("""{"mcp":{"client_configs":[]}}""", "Import it with import-bifrost")]
    [InlineData("""{"version": 1, "users": [], "users": []}""", "The member \"users\" stands twice.")]
    [InlineData("""{"version": 1, "version": 1}""", "The member \"version\" stands twice.")]
    public async Task What_is_no_snapshot_is_told_in_one_sentence(string file, string says) =>
        Assert.Contains(says, Assert.IsType<ImportOutcome.Unreadable>(await ImportAsync(file)).Reason, StringComparison.Ordinal);

    private Task<ImportOutcome> ImportAsync(string json) =>
        new Importer(database, database.WritesAt(), protector).ImportAsync(Actor.Program, () => new MemoryStream(Encoding.UTF8.GetBytes(json)), new ImportOptions());
}
