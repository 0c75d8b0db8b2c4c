using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

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
    private readonly EditedObject? made;

    public Fingerprint(Proposal proposal)
    {
        made = proposal.IsForNewObject ? proposal.Objects[0] : null;
        Add($"edit {proposal.Edit.Kind} {proposal.UndoesChangeId}");
        foreach (var named in proposal.Objects)
            Add($"{named.Kind} {Id(named.Kind, named.Id)} {(named == made ? named.Name : named.Facts)}");
        foreach (var change in proposal.Grants)
            Add($"grant {Id(ObjectKind.VirtualKey, change.VirtualKeyId)} {Id(ObjectKind.McpClient, change.McpClientId)} {Words(change.Before)} {Words(change.After)}");
        foreach (var owner in proposal.Owners)
            Add($"owner {Id(ObjectKind.VirtualKey, owner.VirtualKeyId)} {owner.UserId} {owner.GroupId}");
        foreach (var member in proposal.Members)
            Add($"member {member.GroupId} {member.UserId} {member.IsMember}");
        if (proposal.Profile is { } profile)
        {
            Add($"profile {Id(ObjectKind.AccessProfile, profile.ProfileId)} {profile.IsActive}");
            foreach (var change in profile.Content)
                Add($"content {change.McpClientId} {Words(change.Before)} {Words(change.After)}");
            foreach (var given in profile.Given)
                Add($"given {given.Kind} {given.Id} {given.IsGiven}");
        }
        if (proposal.Switch is { } allKeys)
            Add($"switch {Id(ObjectKind.McpClient, allKeys.McpClientId)} {allKeys.After}");
        if (proposal.HeaderNames is { } names)
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

    /// <summary>0 for the object that is made with the edit: its id is another each time.</summary>
    private int Id(ObjectKind kind, int id) => made is { } one && (one.Kind, one.Id) == (kind, id) ? 0 : id;

    private static string Words(ToolList? tools) => tools?.Json ?? "-";
}
