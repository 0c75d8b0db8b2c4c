using Gatehouse.Data.History;

namespace Gatehouse.Data.Record;

/// <summary>What stands in a link, a segment's seal and an address's digest: one keyed hash each, over all that they vouch for.</summary>
internal static class RecordSeal
{
    /// <summary>The hash of an entry's link.</summary>
    /// <param name="key">The key of the chain.</param>
    /// <param name="before">The hash of the link before; null: it is the first.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="change">Its change; null: it is an event.</param>
    /// <param name="form">Which columns <paramref name="parts"/> are made of.</param>
    /// <param name="parts">Hashes of what is recorded.</param>
    public static string Link(byte[] key, string? before, long number, long? change, int form, params ReadOnlySpan<string> parts)
    {
        using var hash = new RecordHash(key);
        hash.Add("link");
        hash.Add(before);
        hash.Add(number);
        hash.Add(change ?? 0);
        hash.Add(form);
        foreach (var part in parts)
            hash.Add(part);
        return hash.End();
    }

    public static string Segment(byte[] key, RecordSegment segment)
    {
        using var hash = new RecordHash(key);
        hash.Add("segment");
        hash.Add(segment.FirstNumber);
        hash.Add(segment.LastNumber);
        hash.Add(segment.LastChangeId);
        hash.Add(segment.LastHash);
        hash.Add(segment.ClosedAt.ToUnixTimeMilliseconds());
        hash.Add(segment.FileName);
        hash.Add(segment.FileHash);
        return hash.End();
    }

    /// <summary>Keyed: there are few addresses, and a bare hash of one is found by trying all.</summary>
    public static string Address(byte[] key, string address)
    {
        using var hash = new RecordHash(key);
        hash.Add("address");
        hash.Add(address);
        return hash.End();
    }
}
