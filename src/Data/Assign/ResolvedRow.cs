using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Assign;

/// <summary>A row whose names are looked up: which keys it means and which clients.</summary>
/// <param name="Row">As it was read.</param>
/// <param name="Target">The key, user or group.</param>
/// <param name="Keys">Surrogate ids of the keys it means.</param>
/// <param name="Clients">Surrogate ids, one for each of the row's asks.</param>
internal sealed record ResolvedRow(AssignRow Row, Named Target, int[] Keys, int[] Clients)
{
    /// <summary>What it wants for each key and client: tools, or null for no direct grant.</summary>
    public IEnumerable<(int Key, int Client, ToolList? Tools)> Pairs
    {
        get
        {
            foreach (var key in Keys)
                for (var at = 0; at < Clients.Length; at++)
                    yield return (key, Clients[at], Row.Asks[at].Tools);
        }
    }

    /// <summary>The row, or null with its error. Every wrong name is said.</summary>
    public static ResolvedRow? Of(AssignRow row, Lookups lookups, out RowError? error)
    {
        error = null;
        var wrong = new List<(string Code, string Message)>();
        var target = lookups.Of(row.Kind).Find(row.Target, out var unknown);
        if (target is null)
            wrong.Add(unknown);
        var keys = target is null ? [] : lookups.KeysOf(row.Kind, target.Id).Distinct().ToArray();
        if (target is not null && keys.Length == 0)
            wrong.Add(("no_virtual_key", $"{(row.Kind == AssignTo.User ? "The user" : "The group and its members")} own no virtual key, so the row means nothing. Remove it."));
        var clients = new int[row.Asks.Count];
        for (var at = 0; at < clients.Length; at++)
        {
            if (lookups.Clients.Find(row.Asks[at].Client, out unknown) is not { } client)
                wrong.Add(unknown);
            else if (clients.AsSpan(0, at).IndexOf(client.Id) is >= 0 and var before)
                wrong.Add(row.Asks[before].Tools == row.Asks[at].Tools
                    ? ("duplicate", $"{client.Name} is named twice. Name it once.")
                    : ("contradiction", $"{client.Name} is {(row.Asks[at].Action == row.Asks[before].Action ? "granted with different tools" : "granted and revoked")}. Keep one."));
            else
                clients[at] = client.Id;
        }
        if (wrong.Count == 0)
            return new(row, target!, keys, clients);
        error = RowError.Of(row, wrong[0].Code, string.Join(' ', wrong.Select(one => one.Message).Distinct()));
        return null;
    }
}
