using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Virtual keys, MCP clients and access profiles with everything that is asked of one at once: in one transaction, or nothing.</summary>
public sealed class WholeEdits(McpClientEdits clients)
{
    private const string Keys = "virtual_keys";
    private const string Clients = "mcp_clients";
    private const string Profiles = "access_profiles";

    /// <summary>
    /// A new key. It is made for nobody; its owner and grants are an edit like any other, since with them it may cover what its people hold
    /// already.
    /// </summary>
    public static JointEdit NewKey(NewVirtualKey key, NewOwner? owner, IReadOnlyList<ClientTools>? grants) => new(
        Keys, (step, cancellation) => VirtualKeyEdits.CreateAsync(step, key, cancellation),
        id => owner is null && grants is not { Count: > 0 } ? null : new Edit.Allowlist(id, Add: grants, OwnedBy: owner),
        Makes: true);

    /// <summary>Whatever is given of a key; null grants: they stay as they are.</summary>
    public static JointEdit Key(string id, VirtualKeyPatch patch, NewOwner? owner, IReadOnlyList<ClientTools>? grants) => new(
        Keys, patch == new VirtualKeyPatch() && (owner is not null || grants is not null) ? null : (step, cancellation) => VirtualKeyEdits.ChangeAsync(step, id, patch, cancellation),
        _ => owner is null && grants is null ? null : new Edit.Allowlist(id, Set: grants, OwnedBy: owner));

    /// <summary>A new MCP client. Nobody stored anything for it yet; who may reach it goes on record.</summary>
    public JointEdit NewClient(
        McpClientSettings settings, string? id, IReadOnlyList<string> headerNames, IReadOnlyDictionary<string, string> headers, bool allKeys, IReadOnlyList<KeyTools>? grants) => new(
        Clients, (step, cancellation) => clients.CreateAsync(step, settings, id, headerNames, allKeys: false, headers, cancellation),
        made => !allKeys && grants is not { Count: > 0 } ? null : new Edit.Sharing(made, allKeys ? true : null, Add: grants ?? []),
        Makes: true);

    /// <summary>Whatever is given of an MCP client; null: it stays as it is.</summary>
    public JointEdit Client(string id, McpClientPatch patch, bool? allKeys, IReadOnlyList<KeyTools>? grants, IReadOnlyList<string>? headerNames) => new(
        Clients, patch == new McpClientPatch() && (allKeys is not null || grants is not null || headerNames is not null)
            ? null : (step, cancellation) => clients.ChangeAsync(step, id, patch with { HeaderNames = headerNames }, cancellation),
        _ => allKeys is null && grants is null && headerNames is null ? null : new Edit.Sharing(id, allKeys, Set: grants, PerUserHeaderKeys: headerNames));

    /// <summary>A new access profile, with what it names and whom it is given to.</summary>
    public static JointEdit NewProfile(string name, bool isActive, IReadOnlyList<ClientTools>? content, Assignees? given) => new(
        Profiles, (step, cancellation) => ProfileEdits.CreateAsync(step, name, cancellation),
        id => isActive && content is not { Count: > 0 } && given is null ? null : new Edit.Profile(id, isActive ? null : false, Add: content ?? [], Give: given),
        Makes: true);

    /// <summary>Whatever is given of an access profile; null: it stays as it is.</summary>
    public static JointEdit Profile(string id, string? name, bool? isActive, IReadOnlyList<ClientTools>? content, Assignees? given) => new(
        Profiles, name is null && (isActive is not null || content is not null || given is not null) ? null
            : (step, cancellation) => ProfileEdits.RenameAsync(step, id, null, name, cancellation),
        _ => isActive is null && content is null && given is null ? null : new Edit.Profile(id, isActive, Set: content, Assigned: given));
}
