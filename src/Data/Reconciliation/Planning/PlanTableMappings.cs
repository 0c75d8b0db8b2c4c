using Gatehouse.Data.Engines.Mapping;
using Gatehouse.Data.Reconciliation.Facets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>How EF reads the plan's tables. Migrations leave them alone: each connection makes its own.</summary>
internal sealed class PlanTableMappings : IModelPart
{
    public void AddTo(ModelBuilder builder)
    {
        foreach (var facet in PolicyFacets.All)
            facet.Map(builder);
        Temporary<PlanId>("plan_ids");
        Temporary<ScopePair>("plan_pairs");
        Temporary<ScopeIdentity>("plan_identities");
        Temporary<ScopeRow>("plan_rows");
        Temporary<PlanNamed>("plan_named");
        Temporary<PlanPerson>("plan_people");
        Temporary<PlanReach>("plan_reach");

        void Temporary<T>(string table) where T : class => builder.Entity<T>().HasNoKey().ToTable(table, options => options.ExcludeFromMigrations());
    }
}
