using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>
/// What tells one state of an object from the next: its own version, and what others edit of it (a grant of an MCP client is also edited at its key).
/// Read in the transaction that writes, so that nobody gets between.
/// </summary>
public static class ObjectTags
{
    /// <summary>Null: there is no such object.</summary>
    public static Task<string?> OfAsync(DashboardDbContext db, ObjectKind kind, string id, CancellationToken cancellation) => kind switch
    {
        ObjectKind.VirtualKey => KeyAsync(db, id, cancellation),
        ObjectKind.McpClient => ClientAsync(db, id, cancellation),
        ObjectKind.AccessProfile => ProfileAsync(db, id, cancellation),
        _ => throw new InvalidOperationException($"{kind} has no tag."),
    };

    private static async Task<string?> KeyAsync(DashboardDbContext db, string id, CancellationToken cancellation)
    {
        if (await db.VirtualKeys.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, cancellation) is not { } key)
            return null;
        var grants = await db.Grants.Where(grant => grant.VirtualKeyId == key.Id).OrderBy(grant => grant.McpClientId)
            .Select(grant => new Row(grant.McpClientId, grant.Tools)).ToArrayAsync(cancellation);
        return Tag([key.Id, key.Version, key.OwnerUserId, key.OwnerGroupId, .. Cells(grants)]);
    }

    private static async Task<string?> ClientAsync(DashboardDbContext db, string id, CancellationToken cancellation)
    {
        if (await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == id, cancellation) is not { } client)
            return null;
        var grants = await db.Grants.Where(grant => grant.McpClientId == client.Id).OrderBy(grant => grant.VirtualKeyId)
            .Select(grant => new Row(grant.VirtualKeyId, grant.Tools)).ToArrayAsync(cancellation);
        return Tag([client.Id, client.Version, client.AllowOnAllVirtualKeys, .. client.PerUserHeaderKeys, .. Cells(grants)]);
    }

    private static async Task<string?> ProfileAsync(DashboardDbContext db, string id, CancellationToken cancellation)
    {
        if (await db.AccessProfiles.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, cancellation) is not { } profile)
            return null;
        var grants = await db.ProfileGrants.Where(grant => grant.ProfileId == profile.Id).OrderBy(grant => grant.McpClientId)
            .Select(grant => new Row(grant.McpClientId, grant.Tools)).ToArrayAsync(cancellation);
        var given = await db.ProfileAssignments.Where(row => row.ProfileId == profile.Id).OrderBy(row => row.VirtualKeyId).ThenBy(row => row.UserId).ThenBy(row => row.GroupId)
            .Select(row => new { row.VirtualKeyId, row.UserId, row.GroupId }).ToArrayAsync(cancellation);
        return Tag([profile.Id, profile.Version, profile.IsActive, .. Cells(grants), .. given.Select(object (row) => row.ToString()!)]);
    }

    private static IEnumerable<object> Cells(Row[] grants) => grants.Select(object (grant) => string.Create(CultureInfo.InvariantCulture, $"{grant.Id} {grant.Tools.Json}"));

    private static string Tag(IEnumerable<object?> cells) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))))).AsSpan(0, 12));

    private sealed record Row(int Id, ToolList Tools);
}
