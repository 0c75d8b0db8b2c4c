using Gatehouse.Data.History;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>
/// The chain of the record: every change and every event is an entry, and each entry's link holds a keyed hash of all that is recorded of it and
/// of the hash before. Without the key ring nobody can alter, add or remove an entry so that <see cref="HistoryCheck"/> does not notice.
/// Everything here happens inside the transaction of the write that is recorded.
/// </summary>
public sealed class RecordChain(SecretProtector protector)
{
    // One object, so that no thread sees the text of one key beside the bytes of another.
    private volatile KnownKey? known;

    /// <summary>Begins the chain where that has not happened yet, with everything committed before as its first entries.</summary>
    internal async Task BeginAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation) => await EndAsync(db, now, cancellation);

    /// <summary>Adds a change, with all its rows, as the next entry; from then on it cannot be altered.</summary>
    /// <param name="db">In the transaction of the commit.</param>
    /// <param name="change">Its number.</param>
    /// <param name="written">The hashes of its rows and of its grants, from writing them.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Cancels before it is written.</param>
    internal async Task AddAsync(DashboardDbContext db, long change, (string Rows, string Grants)? written, DateTimeOffset now, CancellationToken cancellation)
    {
        var end = await EndAsync(db, now, cancellation, change);
        using var reader = new RecordReader(db);
        await LinkAsync(db, end, change, await reader.ChangeAsync(change, written, cancellation), cancellation);
    }

    /// <summary>Adds an event as the next entry; returns its number.</summary>
    /// <param name="db">In the transaction of the write.</param>
    /// <param name="numbered">The event, given its number and the digest of its address.</param>
    /// <param name="address">Where it came from; null: nowhere.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Cancels before it is written.</param>
    internal async Task<long> AddAsync(DashboardDbContext db, Func<long, string?, Event> numbered, string? address, DateTimeOffset now, CancellationToken cancellation) =>
        (await AddAsync(db, await EndAsync(db, now, cancellation), numbered, address, cancellation)).Number;

    /// <summary>The key of entries from <see cref="RecordStart.First"/> on; null: it cannot be read.</summary>
    internal RecordStart? Read(byte[] text)
    {
        if (known is { } last && last.Protected.AsSpan().SequenceEqual(text))
            return last.Start;
        if (RecordStart.Unprotect(text, protector) is not { } start)
            return null;
        known = new(text, start);
        return start;
    }

    /// <summary>Where the chain ends now, before the change that comes next; it begins here when it has not, and goes on with another key when its own cannot be read.</summary>
    private async Task<ChainEnd> EndAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation, long next = long.MaxValue)
    {
        var end = await db.Database.SqlQueryRaw<StoredEnd>(
            """
            SELECT k.protected AS protected, l.number AS number, l.hash AS hash FROM record_keys AS k LEFT JOIN record_links AS l ON l.number = (SELECT max(number) FROM record_links)
            WHERE k.first_number = (SELECT max(first_number) FROM record_keys)
            """).ToArrayAsync(cancellation);
        if (end is [var stored])
            return Read(stored.Protected) is { } start
                ? new ChainEnd(start.Bytes, stored.Number ?? start.First - 1, stored.Hash)
                : await GoOnAsync(db, new ChainEnd([], stored.Number ?? 0, stored.Hash), RecordAction.KeyReplaced, [], now, cancellation);
        var before = await db.Changes.Where(change => change.Id < next).OrderBy(change => change.Id).Select(change => change.Id).ToArrayAsync(cancellation);
        return await GoOnAsync(db, new ChainEnd([], 0, null), RecordAction.Began, before, now, cancellation);
    }

    /// <summary>A new key, the changes that stand there already as its first entries, and the event that says so.</summary>
    private async Task<ChainEnd> GoOnAsync(DashboardDbContext db, ChainEnd end, string action, long[] changes, DateTimeOffset now, CancellationToken cancellation)
    {
        var start = RecordStart.New(end.Number + 1, end.Number + changes.Length + 1);
        await SaveAsync(db, new RecordKey { FirstNumber = start.First, Protected = start.Protect(protector) }, cancellation);
        end = end with { Key = start.Bytes };
        using var reader = new RecordReader(db);
        foreach (var change in changes)
            end = await LinkAsync(db, end, change, await reader.ChangeAsync(change, null, cancellation), cancellation);
        var chained = await db.Changes.CountAsync(change => change.Hash != null, cancellation);
        var after = changes.Length == 0 ? null : new Dictionary<string, string?>
        {
            ["changes_before"] = $"{changes.Length}",
            ["of_the_first_chain"] = $"{chained}",
        };
        return await AddAsync(db, end, EventLog.Made(Actor.Program, now, new RecordEntry(action) { After = after }), null, cancellation);
    }

    private static async Task<ChainEnd> AddAsync(DashboardDbContext db, ChainEnd end, Func<long, string?, Event> numbered, string? address, CancellationToken cancellation)
    {
        var number = end.Number + 1;
        await SaveAsync(db, numbered(number, address is null ? null : RecordSeal.Address(end.Key, address)), cancellation);
        // Read back: what is hashed is what stands there.
        using var reader = new RecordReader(db);
        await foreach (var part in reader.EventsAsync(number, number, cancellation))
            return await LinkAsync(db, end, null, [part.Hash], cancellation);
        throw new InvalidOperationException($"Event {number} is not there.");
    }

    private static async Task<ChainEnd> LinkAsync(DashboardDbContext db, ChainEnd end, long? change, string[] parts, CancellationToken cancellation)
    {
        var number = end.Number + 1;
        var hash = RecordSeal.Link(end.Key, end.Hash, number, change, RecordForm.Latest, parts);
        await db.Database.ExecuteSqlAsync($"INSERT INTO record_links (number, change_id, form, hash) VALUES ({number}, {change}, {RecordForm.Latest}, {hash})", cancellation);
        return end with { Number = number, Hash = hash };
    }

    /// <summary>The context is the writer's: what it watches for changes stays as it was.</summary>
    private static async Task SaveAsync(DashboardDbContext db, object row, CancellationToken cancellation)
    {
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.Entry(row).State = EntityState.Detached;
    }

    private sealed record KnownKey(byte[] Protected, RecordStart Start);

    /// <summary>The last link of the chain.</summary>
    private sealed record ChainEnd(byte[] Key, long Number, string? Hash);

    private sealed class StoredEnd
    {
        public required byte[] Protected { get; init; }

        public long? Number { get; init; }

        public string? Hash { get; init; }
    }
}
