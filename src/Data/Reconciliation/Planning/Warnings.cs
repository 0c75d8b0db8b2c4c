using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>What an admin should know before committing, beyond the counts. Nothing branches on them.</summary>
internal static class Warnings
{
    public static async Task<IReadOnlyList<string>> OfAsync(
        DashboardDbContext db, ResolvedEdit resolved, Totals totals, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        var emptied = resolved.Deletion is null ? await LastGrantsAsync(db, resolved, cancellation) : 0;
        if (emptied == 1 && resolved.Objects is [{ Kind: ObjectKind.VirtualKey } key])
            warnings.Add($"This removes the last grant of key {key.Name}.");
        else if (emptied > 0)
            warnings.Add($"This removes the last grant of {PlanWords.Count(emptied, "key", "keys")}.");
        if (totals.Drop > 0)
            warnings.Add(totals.Drop == 1
                ? "The pending sign-in that is dropped cannot be brought back by undo."
                : $"The {PlanWords.Count(totals.Drop, "pending sign-in", "pending sign-ins")} that are dropped cannot be brought back by undo.");
        warnings.AddRange(await UnknownTools.OfAsync(db, resolved, cancellation));
        if (resolved.Doomed is not null)
            warnings.Add("What is deleted is gone: this change offers no undo.");
        if (resolved.UndoesChangeId is { } undone && await LostForGoodAsync(db, undone, cancellation) is > 0 and var lost)
            warnings.Add($"{PlanWords.Count(lost, "pending sign-in", "pending sign-ins")} that change {undone} dropped will not come back.");
        return warnings;
    }

    /// <summary>Keys that lose a grant and have none left afterwards.</summary>
    private static async Task<int> LastGrantsAsync(DashboardDbContext db, ResolvedEdit resolved, CancellationToken cancellation)
    {
        var balance = resolved.Grants
            .GroupBy(change => change.VirtualKeyId)
            .Select(group => (Key: group.Key, Removed: group.Count(change => change.After is null), Added: group.Count(change => change.Before is null)))
            .Where(key => key.Removed > 0 && key.Added == 0)
            .ToDictionary(key => key.Key, key => key.Removed);
        if (balance.Count == 0)
            return 0;
        var ids = balance.Keys.ToArray();
        var standing = await db.Grants.Where(grant => ids.Contains(grant.VirtualKeyId))
            .GroupBy(grant => grant.VirtualKeyId).Select(group => new { group.Key, Count = group.Count() }).ToArrayAsync(cancellation);
        return standing.Count(key => key.Count == balance[key.Key]);
    }

    private static Task<int> LostForGoodAsync(DashboardDbContext db, long changeId, CancellationToken cancellation) =>
        db.ChangedCredentials.CountAsync(row => row.ChangeId == changeId && row.Move == Move.Drop, cancellation);
}
