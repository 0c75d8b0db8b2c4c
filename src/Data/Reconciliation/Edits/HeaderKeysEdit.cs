using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>The header names that a client asks each identity for.</summary>
internal static class HeaderKeysEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.HeaderKeys edit)
    {
        await asked.ClientsAsync([edit.McpClientId]);
        var standing = await asked.Db.McpClients.AsNoTracking().Where(row => row.ClientId == edit.McpClientId).Select(row => row.PerUserHeaderKeys).FirstOrDefaultAsync(asked.Cancellation);
        var names = HeaderName.ToStore(edit.PerUserHeaderKeys, standing ?? [], out var wrong);
        foreach (var error in wrong)
            asked.Refuse("bad_header_name", "per_user_header_keys", error);
        if (edit.PerUserHeaderKeys.Count == 0)
            asked.Refuse("no_header_name", "per_user_header_keys", "Name at least one header: a client that asks for none has another auth type.");
        if (asked.Errors.Count > 0)
            return null;
        var client = await asked.Db.McpClients.AsNoTracking().SingleAsync(row => row.ClientId == edit.McpClientId, asked.Cancellation);
        if (client.AuthType != AuthType.PerUserHeaders)
        {
            asked.Refuse("wrong_auth_type", "per_user_header_keys", $"{client.Name} does not ask for header values of each identity's own: its auth type is another.");
            return null;
        }
        var changes = !names!.Order(StringComparer.Ordinal).SequenceEqual(client.PerUserHeaderKeys.Order(StringComparer.Ordinal));
        // Sets of names are interned: there are few, whatever the number of credentials.
        var sets = await asked.Db.HeaderNameSets.AsNoTracking().ToArrayAsync(asked.Cancellation);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.McpClient, client.Id, client.Name, $"{client.Version} {string.Join(' ', client.PerUserHeaderKeys)}")],
            HeaderNames = new(client.Id, names!, changes, [.. sets.Where(set => names!.Except(set.Names).Any()).Select(set => set.Id)]),
            Scope = new Scope.OfClient(client.Id),
            Policy = changes ? [PolicyLines.Of(client.Name, client.PerUserHeaderKeys, names!)] : [],
            Inverse = changes ? new Edit.HeaderKeys(client.ClientId, client.PerUserHeaderKeys) : null,
        };
    }
}
