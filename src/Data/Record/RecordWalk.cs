using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>One walk over the record, from its first entry to its last.</summary>
/// <param name="db">In a transaction that sees one moment.</param>
/// <param name="chain">Knows the keys.</param>
/// <param name="kept">The head that is kept apart; null: none is.</param>
/// <param name="asked">A hash that an entry must have; null: none is asked for.</param>
/// <param name="progress">Told how many entries are checked.</param>
internal sealed class RecordWalk(DashboardDbContext db, RecordChain chain, KeptHead? kept, string? asked, IProgress<long>? progress) : IDisposable
{
    private const int AtOnce = 1000;
    private readonly RecordReader reader = new(db);
    private readonly List<(long First, byte[] Key)> keys = [];
    private string? oldHash;
    private long began;
    private bool isBeginningSeen;
    private bool isKeptSeen;

    public long Checked { get; private set; }

    public long Before { get; private set; }

    public long Last { get; private set; }

    public string? Hash { get; private set; }

    public long? Found { get; private set; }

    public RecordSegment? Segment { get; private set; }

    /// <summary>The first fault; null: there is none.</summary>
    public async Task<RecordFault?> FaultAsync(CancellationToken cancellation) =>
        await ReadKeysAsync(cancellation) ?? await ReadSegmentAsync(cancellation) ?? await WalkAsync(cancellation) ?? await StrangerAsync(cancellation) ?? EndFault();

    public void Dispose() => reader.Dispose();

    private async Task<RecordFault?> ReadKeysAsync(CancellationToken cancellation)
    {
        foreach (var row in await db.RecordKeys.OrderBy(key => key.FirstNumber).ToArrayAsync(cancellation))
        {
            if (chain.Read(row.Protected) is not { } start || start.First != row.FirstNumber || (keys.Count > 0 && start.First <= keys[^1].First))
                return new(RecordFaultKind.KeyUnreadable, row.FirstNumber);
            if (keys.Count == 0)
                began = start.Began;
            keys.Add((start.First, start.Bytes));
        }
        if (keys.Count > 0)
            return keys[0].First == 1 ? null : new(RecordFaultKind.BeginningGone, 1);
        // Before its first write under this build a record has no chain; with a head kept apart it had one.
        return kept is null && !await db.RecordLinks.AnyAsync(cancellation) && !await db.Events.AnyAsync(cancellation) ? null : new(RecordFaultKind.BeginningGone, 1);
    }

    private async Task<RecordFault?> ReadSegmentAsync(CancellationToken cancellation)
    {
        foreach (var segment in await db.RecordSegments.OrderBy(row => row.LastNumber).ToArrayAsync(cancellation))
        {
            if (keys.Count == 0 || segment.FirstNumber != Last + 1 || RecordSeal.Segment(KeyOf(segment.LastNumber), segment) != segment.Seal)
                return new(RecordFaultKind.SealUnknown, segment.LastNumber);
            (Segment, Last, Hash) = (segment, segment.LastNumber, segment.LastHash);
            isBeginningSeen |= began <= Last;
            Note();
        }
        return null;
    }

    private async Task<RecordFault?> WalkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var from = Last + 1;
            var links = await db.RecordLinks.Where(link => link.Number >= from).OrderBy(link => link.Number).Take(AtOnce).ToArrayAsync(cancellation);
            if (links.Length == 0)
                return null;
            var events = new Dictionary<long, EventPart>();
            await foreach (var part in reader.EventsAsync(from, links[^1].Number, cancellation))
                events[part.Number] = part;
            foreach (var link in links)
            {
                if (await LinkFaultAsync(link, events, cancellation) is { } fault)
                    return fault;
                (Last, Hash) = (link.Number, link.Hash);
                Checked++;
                Note();
            }
            progress?.Report(Checked);
        }
    }

    private async Task<RecordFault?> LinkFaultAsync(RecordLink link, Dictionary<long, EventPart> events, CancellationToken cancellation)
    {
        if (link.Number != Last + 1 || keys.Count == 0)
            return new(RecordFaultKind.Missing, Last + 1);
        string[] parts;
        if (link.ChangeId is { } change)
            parts = await reader.ChangeAsync(change, null, cancellation);
        else if (events.TryGetValue(link.Number, out var part))
            parts = part.Address is null || RecordSeal.Address(KeyOf(link.Number), part.Address) == part.AddressDigest ? [part.Hash] : [];
        else
            return new(RecordFaultKind.Missing, link.Number);
        if (link.Form != RecordForm.Latest || RecordSeal.Link(KeyOf(link.Number), Hash, link.Number, link.ChangeId, link.Form, parts) != link.Hash)
            return new(RecordFaultKind.Altered, link.Number, link.ChangeId);
        if (link.Number >= began)
        {
            isBeginningSeen |= link.Number == began && link.ChangeId is null && await db.Events.AnyAsync(row => row.Id == began && row.Action == RecordAction.Began, cancellation);
            return isBeginningSeen ? null : new(RecordFaultKind.BeginningGone, link.Number);
        }
        Before++;
        return await OldFaultAsync(link.Number, link.ChangeId!.Value, parts, cancellation);
    }

    /// <summary>The chain of the first build: its changes were linked without a key, from some change on.</summary>
    private async Task<RecordFault?> OldFaultAsync(long number, long change, string[] parts, CancellationToken cancellation)
    {
        var hash = await db.Changes.Where(row => row.Id == change).Select(row => row.Hash).FirstAsync(cancellation);
        if (hash is null ? oldHash is not null : hash != await reader.OldAsync(change, oldHash, parts, cancellation))
            return new(RecordFaultKind.OldChainBroken, number, change);
        oldHash = hash;
        return null;
    }

    /// <summary>A change or event that is no entry.</summary>
    private async Task<RecordFault?> StrangerAsync(CancellationToken cancellation)
    {
        if (keys.Count == 0)
            return null;
        if (await db.Events.Where(row => !db.RecordLinks.Any(link => link.Number == row.Id && link.ChangeId == null)).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellation) is { } stray)
            return new(RecordFaultKind.Added, stray);
        return await db.Changes.Where(row => !db.RecordLinks.Any(link => link.ChangeId == row.Id)).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellation) is { } change
            ? new(RecordFaultKind.Added, Last, change) : null;
    }

    private RecordFault? EndFault()
    {
        if (keys.Count > 0 && !isBeginningSeen)
            return new(RecordFaultKind.BeginningGone, began);
        if (kept is not null && !isKeptSeen && kept.Number >= (Segment?.LastNumber ?? 1))
            return new(RecordFaultKind.Cut, kept.Number);
        return asked is not null && Found is null ? new(RecordFaultKind.HashUnknown, Last) : null;
    }

    /// <summary>Compares the entry that was just passed with what is kept elsewhere.</summary>
    private void Note()
    {
        isKeptSeen |= kept is not null && kept.Number == Last && kept.Hash == Hash;
        if (asked is not null && string.Equals(asked, Hash, StringComparison.OrdinalIgnoreCase))
            Found = Last;
    }

    private byte[] KeyOf(long number) => keys.FindLast(key => key.First <= number).Key;
}
