using System.Text.Json.Serialization;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// What an admin asks for, in public ids (docs/api.md): one case per kind of edit. Each case is resolved to a
/// <see cref="Proposal"/> by <see cref="Resolver"/>; everything after that is the same for all.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Allowlist), "allowlist")]
[JsonDerivedType(typeof(Undo), "undo")]
public abstract record Edit
{
    private Edit() { }

    /// <summary>The case as a number, for lists and filters.</summary>
    [JsonIgnore]
    public abstract EditKind Kind { get; }

    /// <summary>The allowlist of one virtual key: replaced (<c>set</c>), or as a delta (<c>add</c> also alters tool lists, <c>remove</c>).</summary>
    public sealed record Allowlist(
        string VirtualKeyId,
        IReadOnlyList<ClientTools>? Set = null,
        IReadOnlyList<ClientTools>? Add = null,
        IReadOnlyList<string>? Remove = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Allowlist;
    }

    /// <summary>The inverse of a change's policy difference, planned at today's state.</summary>
    public sealed record Undo(long ChangeId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Undo;
    }
}

/// <summary>A grant as asked for: an MCP client and its tools (<c>["*"]</c> all, <c>[]</c> none: an explicit deny).</summary>
public sealed record ClientTools(string McpClientId, IReadOnlyList<string> ToolsToExecute);

/// <summary>The kinds of edit.</summary>
public enum EditKind
{
    /// <summary>The allowlist of one virtual key.</summary>
    Allowlist = 1,

    /// <summary>The inverse of a change.</summary>
    Undo = 2,
}
