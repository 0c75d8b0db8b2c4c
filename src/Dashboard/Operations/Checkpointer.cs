using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Moves SQLite's write-ahead log into the database file every few seconds, outside anybody's answer.</summary>
internal sealed class Checkpointer(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock, ILogger<Checkpointer> log)
    : RepeatedWork(Every, Every, "The write-ahead log could not be checkpointed and is tried again", clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await Engine.Of(db).CheckpointAsync(db, cancellation);
    }
}
