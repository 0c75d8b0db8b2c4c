using Gatehouse.Data.Engines;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>Connections for plans, each with tables of its own for what is asked. Every operation still has a context of its own.</summary>
public sealed class PlanConnections(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain) : IDisposable
{
    private readonly KeptConnections kept = new(contexts, PlanTables.Definition);

    /// <summary>A context on a connection that is nobody else's until it is disposed.</summary>
    internal async Task<PlanContext> OpenAsync(CancellationToken cancellation)
    {
        var connection = await kept.TakeAsync(cancellation);
        var db = await contexts.CreateDbContextAsync(cancellation);
        db.Database.SetDbConnection(connection.Connection);
        return new PlanContext(db, connection, kept, chain);
    }

    public void Dispose() => kept.Dispose();
}
