using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Assign;

/// <summary>
/// Rows that say the same twice, and rows that want different things for one key and client, be it through a user or a group. The first
/// of equal rows stays; of contradictory rows none does. Rows that merely meet and agree are fine.
/// </summary>
internal static class Clashes
{
    /// <summary>Errors of the rows, in no order. A row has one at most.</summary>
    public static IReadOnlyDictionary<ResolvedRow, RowError> Of(IReadOnlyList<ResolvedRow> rows, Lookups lookups)
    {
        var errors = new Dictionary<ResolvedRow, RowError>(ReferenceEqualityComparer.Instance);
        var wanted = new Dictionary<long, ToolList?>();
        var contested = new HashSet<long>();
        foreach (var row in rows)
            foreach (var (key, client, tools) in row.Pairs)
                if (!wanted.TryAdd(Grant.Pair(key, client), tools) && wanted[Grant.Pair(key, client)] != tools)
                    contested.Add(Grant.Pair(key, client));
        if (contested.Count > 0)
            Contradictions(rows, lookups, contested, errors);
        Duplicates(rows, errors);
        return errors;
    }

    private static void Contradictions(IReadOnlyList<ResolvedRow> rows, Lookups lookups, HashSet<long> contested, Dictionary<ResolvedRow, RowError> errors)
    {
        var meeting = new Dictionary<long, List<(ResolvedRow Row, ToolList? Tools)>>();
        foreach (var row in rows)
            foreach (var (key, client, tools) in row.Pairs)
                if (contested.Contains(Grant.Pair(key, client)))
                {
                    if (!meeting.TryGetValue(Grant.Pair(key, client), out var met))
                        meeting[Grant.Pair(key, client)] = met = [];
                    met.Add((row, tools));
                }
        foreach (var (pair, met) in meeting)
        {
            var names = $"{lookups.ClientById[(int)(pair % 4294967296L)].Name} for key {lookups.KeyById[(int)(pair / 4294967296L)].Name}";
            foreach (var (row, tools) in met)
                if (!errors.ContainsKey(row))
                {
                    var other = met.Find(one => one.Tools != tools);
                    var how = tools is null || other.Tools is null ? "granted and revoked" : "granted with different tools";
                    errors[row] = RowError.Of(row.Row, "contradiction", $"{names} is {how} (rows {Math.Min(row.Row.Line, other.Row.Row.Line)} and {Math.Max(row.Row.Line, other.Row.Row.Line)}). Keep one.");
                }
        }
    }

    private static void Duplicates(IReadOnlyList<ResolvedRow> rows, Dictionary<ResolvedRow, RowError> errors)
    {
        var seen = new Dictionary<(AssignTo, int, int), ResolvedRow>();
        foreach (var row in rows)
            foreach (var client in row.Clients)
                if (!seen.TryAdd((row.Row.Kind, row.Target.Id, client), row) && !errors.ContainsKey(row))
                    errors[row] = RowError.Of(row.Row, "duplicate", $"Row {seen[(row.Row.Kind, row.Target.Id, client)].Row.Line} says the same already. Remove one.");
    }
}
