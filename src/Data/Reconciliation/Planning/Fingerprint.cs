using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Data.Reconciliation.Facets;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>
/// Hashes what a plan read and decided, in a fixed order: the edited objects as they stood, the policy before and after, every moving
/// row with its transition. Nothing else goes in, so that an unrelated edit never makes a plan stale.
/// </summary>
internal sealed class Fingerprint : IDisposable
{
    private const int RowBytes = 20;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Rows are hashed two hundred at a time: a call for each costs more than its bytes.
    private readonly byte[] rows = new byte[RowBytes * 200];
    private int filled;

    public Fingerprint(ResolvedEdit resolved)
    {
        var made = resolved.IsForNewObject ? resolved.Objects[0] : null;
        var ids = new FactIds(made);
        Add($"edit {resolved.Edit.Kind} {resolved.UndoesChangeId}");
        foreach (var named in resolved.Objects)
            Add($"{named.Kind} {ids.Of(named.Kind, named.Id)} {(named == made ? named.Name : named.Facts)}");
        foreach (var facet in PolicyFacets.All)
            foreach (var fact in facet.Facts(resolved, ids))
                Add(fact);
        if (resolved.HeaderNames is { } names)
            Add($"headers {names.McpClientId} {string.Join(' ', names.After)}");
    }

    /// <summary>Rows must come in the plan's order: table by table, client, identity, id.</summary>
    public void Add(Transition row)
    {
        var bytes = rows.AsSpan(filled, RowBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, row.Id);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], row.McpClientId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], row.IdentityId);
        bytes[16] = (byte)row.IdentityKind;
        bytes[17] = (byte)row.Kind;
        bytes[18] = (byte)row.Move;
        bytes[19] = (byte)row.From;
        filled += RowBytes;
        if (filled == rows.Length)
            Flush();
    }

    public string End()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(rows, 0, filled);
        filled = 0;
    }

    // Twenty thousand grants make as many lines: none of them is copied to the heap.
    private void Add(string line)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (Encoding.UTF8.TryGetBytes(line, bytes, out var written))
            hash.AppendData(bytes[..written]);
        else
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        hash.AppendData("\n"u8);
    }
}
