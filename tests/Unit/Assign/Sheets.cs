using System.Text;
using Gatehouse.Data;
using Gatehouse.Data.Assign;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Assign;

/// <summary>Files as tests write them.</summary>
internal static class Sheets
{
    public static Task<AssignOutcome> ReadAsync(IDbContextFactory<DashboardDbContext> database, string text, Func<int, Task>? progress = null) =>
        new AssignCheck(database).FileAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), progress);

    public static async Task<AssignSheet> CheckAsync(IDbContextFactory<DashboardDbContext> database, string text) =>
        Assert.IsType<AssignOutcome.Checked>(await ReadAsync(database, text)).Sheet;

    /// <summary>A bulk request with these operations, each on lines of its own.</summary>
    public static string Bulk(params string[] operations) => $$"""
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
        {{string.Join(",\n", operations)}}
        ]}
        """;

    /// <summary>An operation on one line.</summary>
    public static string Patch(string path, params string[] patches) =>
        $$$"""{"method": "PATCH", "path": "{{{path}}}", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{{{string.Join(", ", patches)}}}]}}""";

    /// <summary>"vk1 c1 *" for each grant that valid rows want, "vk1 c1 -" for each they do not; each once.</summary>
    public static string[] Wanted(this AssignSheet sheet) => [.. sheet.Lines()
        .SelectMany(line => line.Fields, (line, change) => $"{line.KeyId} {change.ClientId} {(change.After is null ? "-" : string.Join(' ', change.After.Names))}").Distinct()];

    /// <summary>"2 unknown_virtual_key", one for each invalid row.</summary>
    public static string[] Codes(this AssignSheet sheet) => [.. sheet.Invalid.Select(error => $"{error.Line} {error.Code}")];
}
