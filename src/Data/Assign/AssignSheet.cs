using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Assign;

/// <summary>Rows that were checked: which cannot be committed and why, and what the others change, as the grants stand today.</summary>
public sealed class AssignSheet
{
    private readonly Lookups lookups;
    private readonly IReadOnlyDictionary<long, ToolList> standing;
    private readonly IReadOnlyList<Entry> entries;
    private readonly Edit.Bulk? edit;

    internal AssignSheet(
        IReadOnlyList<ResolvedRow> valid, IReadOnlyList<RowError> invalid, int rows, int? failOnErrors,
        IReadOnlyDictionary<long, ToolList> standing, Lookups lookups, Edit.Bulk? edit)
    {
        (this.standing, this.lookups, this.edit, Rows, Invalid, FailOnErrors) = (standing, lookups, edit, rows, invalid, failOnErrors);
        var (found, keys, pairs, changed) = (new List<Entry>(), new HashSet<int>(), new HashSet<long>(), new HashSet<int>());
        foreach (var row in valid)
        {
            var isChange = false;
            foreach (var key in row.Keys)
            {
                var differs = false;
                for (var at = 0; at < row.Clients.Length; at++)
                {
                    var pair = Grant.Pair(key, row.Clients[at]);
                    var isNew = standing.GetValueOrDefault(pair) != row.Row.Asks[at].Tools;
                    differs |= isNew;
                    if (pairs.Add(pair) && isNew)
                        Changes++;
                }
                // Picked twice is picked once; a row of a file is shown each time.
                if (keys.Add(key) || row.Row.Line > 0)
                    found.Add(new(row, key, differs));
                isChange |= differs;
                if (differs)
                    changed.Add(key);
            }
            if (!isChange)
                UnchangedRows++;
        }
        (entries, Keys, ChangedKeys, Grants) = (found, keys.Count, changed.Count, pairs.Count);
    }

    /// <summary>What it was checked from, to check it again.</summary>
    internal (List<AssignRow> Rows, RowError[] Malformed, Edit.Bulk? Edit) Origin { get; init; } = ([], [], null);

    /// <summary>Rows in all.</summary>
    public int Rows { get; }

    public IReadOnlyList<RowError> Invalid { get; }

    public int Valid => Rows - Invalid.Count;

    /// <summary>Distinct virtual keys that valid rows mean.</summary>
    public int Keys { get; }

    /// <summary>Of those, keys with a grant that differs.</summary>
    public int ChangedKeys { get; }

    /// <summary>Keys times clients that valid rows name, each once.</summary>
    public int Grants { get; }

    /// <summary>Of those, how many differ from what stands.</summary>
    public int Changes { get; }

    /// <summary>Valid rows that ask for what stands already.</summary>
    public int UnchangedRows { get; }

    /// <summary>It was picked on the page: there is no file, and no row has a line.</summary>
    public bool IsPicked => edit is not null;

    /// <summary>How many errors the sender of a bulk request bears; null: the file does not say.</summary>
    public int? FailOnErrors { get; }

    /// <summary>The sender wants nothing done: there are as many errors as they bear, or more.</summary>
    public bool IsAllOrNone => Invalid.Count > 0 && Invalid.Count >= FailOnErrors;

    /// <summary>
    /// The valid rows as one edit: as they were picked; keys and clients as sets where every row asks the same, which is planned faster and
    /// kept shorter; else row by row.
    /// </summary>
    public Edit.Bulk ToEdit()
    {
        if (edit is not null)
            return edit;
        var (rows, seen, asks) = (new List<BulkRow>(Grants), new HashSet<long>(Grants), new Dictionary<(int, ToolList?), int>());
        foreach (var entry in entries)
            for (var at = 0; at < entry.Row.Clients.Length; at++)
                if (seen.Add(Grant.Pair(entry.Key, entry.Row.Clients[at])))
                {
                    var (client, ask) = (entry.Row.Clients[at], entry.Row.Row.Asks[at]);
                    asks[(client, ask.Tools)] = asks.GetValueOrDefault((client, ask.Tools)) + 1;
                    rows.Add(new(lookups.KeyById[entry.Key].PublicId, lookups.ClientById[client].PublicId, ask.Action, ask.Tools?.Names));
                }
        return rows.Count == 0 || asks.Values.Any(count => count != Keys) ? new Edit.Bulk(Rows: rows) : new Edit.Bulk(
            new BulkWho([.. rows.Select(row => row.VirtualKeyId).Distinct()]),
            [.. asks.Keys.Where(ask => ask.Item2 is not null).Select(ask => new ClientTools(lookups.ClientById[ask.Item1].PublicId, ask.Item2!.Names))],
            [.. asks.Keys.Where(ask => ask.Item2 is null).Select(ask => lookups.ClientById[ask.Item1].PublicId)]);
    }

    /// <summary>How many lines <see cref="Lines"/> has.</summary>
    public int Count(string? search, bool onlyChanged) => Found(search, onlyChanged).Count();

    /// <summary>Valid rows, one line for each key a row means, in the order of the file.</summary>
    /// <param name="search">Part of the name of the key, of the user or group the row names, or of a client; case does not matter.</param>
    /// <param name="onlyChanged">Only where a grant differs.</param>
    public IEnumerable<SheetLine> Lines(string? search = null, bool onlyChanged = false) => Found(search, onlyChanged).Select(Line);

    private IEnumerable<Entry> Found(string? search, bool onlyChanged)
    {
        var part = (search ?? "").Trim();
        return entries.Where(entry => (!onlyChanged || entry.Differs) && (part.Length == 0
            || Holds(lookups.KeyById[entry.Key].Name, part) || Holds(entry.Row.Target.Name, part)
            || entry.Row.Clients.Any(client => Holds(lookups.ClientById[client].Name, part))));
    }

    private static bool Holds(string text, string part) => Folding.Holds(text, part);

    private SheetLine Line(Entry entry)
    {
        var (row, key) = (entry.Row.Row, lookups.KeyById[entry.Key]);
        return new(row.Line, key.PublicId, key.Name, row.Kind, entry.Row.Target.Name, [.. entry.Row.Clients.Select((client, at) => new ChangedField(
            lookups.ClientById[client].PublicId, lookups.ClientById[client].Name, lookups.ClientById[client].Tools,
            standing.GetValueOrDefault(Grant.Pair(entry.Key, client)), row.Asks[at].Tools))]);
    }

    private sealed record Entry(ResolvedRow Row, int Key, bool Differs);
}

/// <summary>One key of a valid row.</summary>
/// <param name="Line">Where the row stands in the file; 0: it was picked.</param>
/// <param name="KeyId">Public id.</param>
/// <param name="Key">Its name.</param>
/// <param name="Kind">What the row names.</param>
/// <param name="Target">Its name: of the key, the user or the group.</param>
/// <param name="Fields">What the row asks for, client by client.</param>
public sealed record SheetLine(int Line, string KeyId, string Key, AssignTo Kind, string Target, IReadOnlyList<ChangedField> Fields)
{
    public bool Differs => Fields.Any(change => change.Differs);
}

/// <summary>A key's direct grant for one client, today and after; null: none.</summary>
public sealed record ChangedField(string ClientId, string Client, IReadOnlyList<string> KnownTools, ToolList? Before, ToolList? After)
{
    public bool Differs => Before != After;
}
