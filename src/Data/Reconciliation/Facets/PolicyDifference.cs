using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>
/// What an edit proposes to change of the policy, facet by facet: rows of the plan's tables, or lists in memory. A facet that the edit does not touch
/// is not in it, so that its tables are read as they are.
/// </summary>
public sealed class PolicyDifference
{
    private readonly IReadOnlyDictionary<PolicyFacet, IQueryable> rows;

    private PolicyDifference(IReadOnlyDictionary<PolicyFacet, IQueryable> rows) => this.rows = rows;

    /// <summary>It proposes nothing: what stands is asked.</summary>
    public static readonly PolicyDifference None = new(new Dictionary<PolicyFacet, IQueryable>());

    public bool IsNothing => rows.Count == 0;

    /// <summary>It can give or take access profiles, or what they grant.</summary>
    public bool TouchesProfiles => rows.Keys.Any(facet => facet.Effect is FacetEffect.Profiles or FacetEffect.People);

    /// <summary>It can change who is one of the people of a key.</summary>
    public bool TouchesPeople => rows.Keys.Any(facet => facet.Effect == FacetEffect.People);

    /// <summary>The facets it touches, in the order of all.</summary>
    public IEnumerable<PolicyFacet> Facets => PolicyFacets.All.Where(rows.ContainsKey);

    /// <summary>Which facets it touches, as one number.</summary>
    public int Kinds => PolicyFacets.All.Select((facet, at) => rows.ContainsKey(facet) ? 1 << at : 0).Sum();

    public static PolicyDifference Of(ResolvedEdit resolved) => new(PolicyFacets.All
        .Select(facet => (Facet: facet, Rows: facet.Of(resolved))).Where(pair => pair.Rows is not null).ToDictionary(pair => pair.Facet, pair => pair.Rows!));

    public bool Touches(PolicyFacet facet) => rows.ContainsKey(facet);

    /// <summary>The rows that change a facet; null: none.</summary>
    public IQueryable<TRow>? Of<TRow>(PolicyFacet<TRow> facet) where TRow : class => rows.TryGetValue(facet, out var some) ? (IQueryable<TRow>)some : null;

    /// <summary>How many rows there are in all.</summary>
    public int Count => rows.Values.Sum(some => some.Cast<object>().Count());

    /// <summary>The policy as proposed: what stands and is not touched, and what the difference says.</summary>
    public PolicyRows Over(PolicyRows standing) => rows.Aggregate(standing, (policy, pair) => pair.Key.Over(policy, pair.Value));

    /// <summary>The same, read from the plan's tables.</summary>
    internal PolicyDifference In(DashboardDbContext db) => new(rows.Keys.ToDictionary(facet => facet, facet => facet.In(db)));

    /// <summary>Writes it to the plan's tables.</summary>
    internal async Task FillAsync(RunStatement run, CancellationToken cancellation)
    {
        foreach (var facet in Facets)
            await facet.FillAsync(run, rows[facet], cancellation);
    }
}
