using System.Text.Json;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>What else follows from a facet of policy, beside who reaches what.</summary>
public enum FacetEffect
{
    /// <summary>Nothing.</summary>
    Reach = 0,

    /// <summary>It can give or take access profiles, or what they grant.</summary>
    Profiles = 1,

    /// <summary>It can change who is one of the people of a key, and so the profiles of keys too.</summary>
    People = 2,
}

/// <summary>
/// One facet of policy that edits change: the rows of a resolved edit that change it, their table, how they lie over what stands, how they are written, how they
/// are hashed. Whatever is done with a difference of policy is done facet by facet in a loop; a new facet is one more object.
/// </summary>
public abstract class PolicyFacet
{
    /// <summary>Its rows of one plan, as a temporary table of the plan's connection.</summary>
    public required string Table { get; init; }

    public FacetEffect Effect { get; init; }

    /// <summary>SQL that makes a change true, in its order: the rows in <see cref="Table"/> over what stands. {0} is the number of the change.</summary>
    public required IReadOnlyList<string> Writes { get; init; }

    /// <summary>What a fingerprint takes of it, line by line: what it was, and what it would be.</summary>
    public required Func<ResolvedEdit, FactIds, IEnumerable<string>> Facts { get; init; }

    /// <summary>SQL that makes its table when a connection is opened, which a pool may have opened before.</summary>
    public abstract string Definition { get; }

    /// <summary>What a resolved edit changes of it; null: nothing.</summary>
    internal abstract IQueryable? Of(ResolvedEdit resolved);

    /// <summary>The rows of the plan's table.</summary>
    internal abstract IQueryable In(DashboardDbContext db);

    /// <summary>How EF reads the plan's table. Migrations leave it alone.</summary>
    internal abstract void Map(ModelBuilder builder);

    /// <summary>Writes rows to the plan's table.</summary>
    internal abstract Task FillAsync(RunStatement run, IQueryable rows, CancellationToken cancellation);

    /// <summary>The policy as proposed: these rows over what stands.</summary>
    internal abstract PolicyRows Over(PolicyRows standing, IQueryable rows);
}

/// <summary>Runs a statement on the connection whose tables a plan has filled.</summary>
internal delegate Task RunStatement(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values);

/// <summary>A facet and the rows that change it.</summary>
public sealed class PolicyFacet<TRow> : PolicyFacet where TRow : class
{
    /// <summary>The columns of its table, in this order.</summary>
    public required IReadOnlyList<FacetColumn<TRow>> Columns { get; init; }

    /// <summary>The columns that tell its rows apart; empty: no set of them does by itself.</summary>
    public required string Key { get; init; }

    /// <summary>Columns that its rows are looked up by besides.</summary>
    public IReadOnlyList<string> Indexes { get; init; } = [];

    /// <summary>The rows by which a resolved edit changes it.</summary>
    public required Func<ResolvedEdit, IEnumerable<TRow>> Rows { get; init; }

    /// <summary>Lays rows over what stands.</summary>
    public required Func<PolicyRows, IQueryable<TRow>, PolicyRows> Lay { get; init; }

    /// <summary>
    /// A row as a tool list and a pair of ids in one number: there are few lists, and numbers are read quickest. Null: rows travel column by column.
    /// </summary>
    public Func<TRow, (ToolList? Tools, long Pair)>? ByTools { get; init; }

    public override string Definition =>
        $"CREATE TEMP TABLE IF NOT EXISTS {Table} ({string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))}{(Key.Length == 0 ? ");" : $", PRIMARY KEY ({Key})) WITHOUT ROWID;")}\n"
        + string.Concat(Indexes.Select((columns, at) => $"CREATE INDEX IF NOT EXISTS temp.ix_{Table}_{at} ON {Table} ({columns});\n"));

    internal override IQueryable? Of(ResolvedEdit resolved) => Rows(resolved).ToArray() is { Length: > 0 } rows ? rows.AsQueryable() : null;

    internal override IQueryable In(DashboardDbContext db) => db.Set<TRow>();

    internal override void Map(ModelBuilder builder) => builder.Entity<TRow>().HasNoKey().ToTable(Table, options => options.ExcludeFromMigrations());

    internal override PolicyRows Over(PolicyRows standing, IQueryable rows) => Lay(standing, (IQueryable<TRow>)rows);

    // Each list travels as one JSON text, however long.
    internal override async Task FillAsync(RunStatement run, IQueryable rows, CancellationToken cancellation)
    {
        var some = ((IQueryable<TRow>)rows).AsEnumerable();
        if (ByTools is null)
            await run(
                $"INSERT INTO {Table} SELECT {string.Join(", ", Columns.Select((_, at) => $"json_extract(value, '$[{at}]')"))} FROM json_each(@gh_rows)", cancellation,
                ("@gh_rows", JsonSerializer.Serialize(some.Select(row => Columns.Select(column => column.Value(row))))));
        else
            foreach (var list in some.Select(ByTools).GroupBy(row => row.Tools?.Json))
                await run(
                    $"INSERT INTO {Table} SELECT value >> 32, value & 4294967295, @gh_tools FROM json_each(@gh_pairs)", cancellation,
                    ("@gh_tools", list.Key), ("@gh_pairs", JsonSerializer.Serialize(list.Select(row => row.Pair))));
    }
}

/// <summary>A column of a facet's table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Value">What a row has in it.</param>
public sealed record FacetColumn<TRow>(string Name, string Type, Func<TRow, object?> Value);

/// <summary>Ids as a fingerprint takes them: 0 for the object that is made with the edit, whose id is another each time.</summary>
public sealed class FactIds(EditedObject? made)
{
    public int Key(int id) => Of(ObjectKind.VirtualKey, id);

    public int Client(int id) => Of(ObjectKind.McpClient, id);

    public int Profile(int id) => Of(ObjectKind.AccessProfile, id);

    public int Of(ObjectKind kind, int id) => made is { } one && (one.Kind, one.Id) == (kind, id) ? 0 : id;

    public static string Words(ToolList? tools) => tools?.Json ?? "-";
}
