using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Overview;

/// <summary>What the Overview tells. Drift is not among it: that is the reconciler's to say.</summary>
public sealed class OverviewQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>How many days of the record it looks back.</summary>
    public const int Days = 30;

    private const int Next = 6;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <param name="orphanDays">For so many days an orphan is kept.</param>
    /// <param name="cancellation">Ends it between its statements.</param>
    public async Task<OverviewFacts> ReadAsync(int orphanDays, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        // The two large tables are read beside each other and beside the rest, on a connection each.
        var week = Start(DateOnly.FromDateTime(now.UtcDateTime)).AddDays(-orphanDays);
        var tokens = Task.Run(() => TableAsync(db => db.OAuthTokens, week, cancellation), cancellation);
        var headers = Task.Run(() => TableAsync(db => db.HeaderCredentials, week, cancellation), cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var keys = await db.VirtualKeys.CountAsync(cancellation);
        var clients = await db.McpClients.CountAsync(cancellation);
        var days = await DaysAsync(db, now, cancellation);
        var expiring = await ExpiringAsync(db, now, cancellation);
        var pending = await PendingAsync(db, now, cancellation);
        Table[] tables = [await tokens, await headers];
        return new(now, keys, clients, tables[0].Counts, tables[1].Counts, pending, days, Due(tables, week, orphanDays), expiring);
    }

    /// <summary>Orphaned ones by their index; only what is neither that nor healthy is looked for among all.</summary>
    private async Task<Table> TableAsync<T>(Func<DashboardDbContext, IQueryable<T>> of, DateTimeOffset week, CancellationToken cancellation) where T : Credential
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        var rows = of(db);
        var total = await rows.CountAsync(cancellation);
        var orphaned = await rows.Where(row => row.OrphanedAt != null).GroupBy(row => 1)
            .Select(group => new { All = group.Count(), Overdue = group.Count(row => row.OrphanedAt < week) }).SingleOrDefaultAsync(cancellation);
        var unhealthy = await rows.Where(row => row.Health != CredentialHealth.Healthy && row.OrphanedAt == null)
            .GroupBy(row => row.Health).Select(group => new { group.Key, Count = group.Count() }).ToArrayAsync(cancellation);
        // One commit gives all its orphans one time: there are few times to count by.
        var until = week.AddDays(7);
        var ending = await rows.Where(row => row.OrphanedAt >= week && row.OrphanedAt < until).GroupBy(row => row.OrphanedAt!.Value)
            .Select(group => new Ending(group.Key, group.Count())).ToArrayAsync(cancellation);
        var counts = unhealthy.Aggregate(StatusCounts.None with { Orphaned = orphaned?.All ?? 0 }, (sum, row) => sum.With((CredentialStatus)row.Key, row.Count));
        return new(counts with { Active = total - counts.Total }, orphaned?.Overdue ?? 0, ending);
    }

    private static DueOrphans Due(IReadOnlyCollection<Table> tables, DateTimeOffset week, int orphanDays)
    {
        var byDay = tables.SelectMany(table => table.Ending).ToLookup(ending => DateOnly.FromDateTime(ending.OrphanedAt.UtcDateTime), ending => ending.Count);
        var first = DateOnly.FromDateTime(week.UtcDateTime);
        return new(tables.Sum(table => table.Overdue),
            [.. Enumerable.Range(0, 7).Select(first.AddDays).Select(day => new DueDay(day.AddDays(orphanDays), byDay[day].Sum()))]);
    }

    private static async Task<IReadOnlyList<DayOfMoves>> DaysAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var since = Start(today.AddDays(1 - Days));
        var changes = await db.Changes.Where(change => change.CommittedAt >= since)
            .Select(change => new { change.CommittedAt, change.Tallies }).ToArrayAsync(cancellation);
        var moved = changes.ToLookup(change => DateOnly.FromDateTime(change.CommittedAt.UtcDateTime), change => change.Tallies);
        return [.. Enumerable.Range(1 - Days, Days).Select(today.AddDays).Select(day => new DayOfMoves(day, Sum(moved[day], Move.Orphan), Sum(moved[day], Move.Reactivate)))];

        static int Sum(IEnumerable<IReadOnlyList<Tally>> tallies, Move move) =>
            tallies.SelectMany(tally => tally).Where(tally => tally.Transition == move).Sum(tally => tally.Count);
    }

    private static async Task<ExpiringKeys> ExpiringAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = VirtualKeyRows.Filtered(db, new VirtualKeyFilter { State = VirtualKeyState.ExpiresSoon }, now);
        var first = await rows.OrderBy(row => row.ExpiresAt).ThenBy(row => row.Id).Select(row => new { row.Name, row.ExpiresAt }).FirstOrDefaultAsync(cancellation);
        return first is null ? new(0, null, null) : new(await rows.CountAsync(cancellation), first.Name, first.ExpiresAt);
    }

    private static async Task<PendingFlows> PendingAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var soon = now + Soon;
        var flows = Pending(db.OAuthFlows, CredentialKind.OAuthFlow).Concat(Pending(db.HeaderFlows, CredentialKind.HeaderFlow));
        var counts = await flows.GroupBy(flow => 1).Select(group => new
        {
            All = group.Count(),
            Ended = group.Count(flow => flow.ExpiresAt <= now),
            EndSoon = group.Count(flow => flow.ExpiresAt > now && flow.ExpiresAt <= soon),
        }).SingleOrDefaultAsync(cancellation);
        if (counts is null)
            return new(0, 0, 0, []);
        var next = await flows.Where(flow => flow.ExpiresAt > now).OrderBy(flow => flow.ExpiresAt).ThenBy(flow => flow.Kind).ThenBy(flow => flow.Id).Take(Next).ToArrayAsync(cancellation);
        return new(counts.All, counts.EndSoon, counts.Ended, await NamedAsync(db, next, cancellation));
    }

    private static IQueryable<Waiting> Pending<T>(IQueryable<T> rows, CredentialKind kind) where T : Flow =>
        RowsInPlay.Flows(rows).Select(item => new Waiting
        {
            Kind = kind,
            Id = item.Row.Id,
            McpClientId = item.Row.McpClientId,
            IdentityKind = item.Row.IdentityKind,
            IdentityId = item.Row.IdentityId,
            ExpiresAt = item.Row.ExpiresAt,
        });

    private static async Task<IReadOnlyList<PendingFlow>> NamedAsync(DashboardDbContext db, Waiting[] flows, CancellationToken cancellation)
    {
        int[] Ids(IdentityKind kind) => [.. flows.Where(flow => flow.IdentityKind == kind).Select(flow => flow.IdentityId)];
        var (users, keys, sessions) = (Ids(IdentityKind.User), Ids(IdentityKind.VirtualKey), Ids(IdentityKind.Session));
        var clients = flows.Select(flow => flow.McpClientId).ToArray();
        var names = await db.People.Where(user => users.Contains(user.Id)).Select(user => new { Kind = IdentityKind.User, user.Id, Name = user.DisplayName })
            .Concat(db.VirtualKeys.Where(key => keys.Contains(key.Id)).Select(key => new { Kind = IdentityKind.VirtualKey, key.Id, key.Name }))
            .Concat(db.McpSessions.Where(session => sessions.Contains(session.Id)).Select(session => new { Kind = IdentityKind.Session, session.Id, Name = "Session " + session.SessionId }))
            .ToDictionaryAsync(row => (row.Kind, row.Id), row => row.Name, cancellation);
        var named = await db.McpClients.Where(client => clients.Contains(client.Id)).Select(client => new { client.Id, client.ClientId, client.Name })
            .ToDictionaryAsync(client => client.Id, cancellation);
        return [.. flows.Select(flow => new PendingFlow(
            names.GetValueOrDefault((flow.IdentityKind, flow.IdentityId), ""), named[flow.McpClientId].ClientId, named[flow.McpClientId].Name, flow.Kind, flow.ExpiresAt))];
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>What one of the two large tables holds.</summary>
    private sealed record Table(StatusCounts Counts, int Overdue, IReadOnlyList<Ending> Ending);

    private sealed record Ending(DateTimeOffset OrphanedAt, int Count);

    private sealed class Waiting
    {
        public CredentialKind Kind { get; init; }
        public long Id { get; init; }
        public int McpClientId { get; init; }
        public IdentityKind IdentityKind { get; init; }
        public int IdentityId { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
