using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// What an import would do, and which credentials would be out of step after it: those Bifrost left so, beside those of ours that are
/// already. It is the plan of `Repair` on the copy, so that after the import `Repair` says the same.
/// </summary>
public sealed class BifrostRehearsal : IDisposable
{
    private readonly RehearsalDatabase copy;
    private readonly PlanConnections connections;
    private readonly Writes rehearsing;

    private BifrostRehearsal(RehearsalDatabase copy, Writes writes, BifrostOutcome outcome, RecordChain chain, TimeProvider clock)
    {
        (this.copy, Outcome) = (copy, outcome);
        connections = new PlanConnections(copy, chain);
        Reconciler = new Reconciler(connections, rehearsing = writes.To(copy), clock, NullLogger<Reconciler>.Instance);
    }

    /// <summary>What came of it; the good rows are taken, whether or not bad ones are to be skipped.</summary>
    public BifrostOutcome Outcome { get; }

    /// <summary>The repair that would be due; null when nothing could be read.</summary>
    public Plan? Drift { get; private set; }

    /// <summary>Of the copy: pages the credentials out of step.</summary>
    public Reconciler Reconciler { get; }

    /// <summary>What came in; null when nothing could be read.</summary>
    public BifrostReport? Report => (Outcome as BifrostOutcome.Imported)?.Report;

    /// <summary>The file of the copy.</summary>
    internal string Copy => copy.Path;

    internal static async Task<BifrostRehearsal> OfAsync(RehearsalDatabase copy, Writes writes, BifrostOutcome outcome, RecordChain chain, TimeProvider clock, CancellationToken cancellation)
    {
        var rehearsal = new BifrostRehearsal(copy, writes, outcome, chain, clock);
        try
        {
            if (outcome is BifrostOutcome.Imported && await rehearsal.Reconciler.PlanAsync(new Edit.Repair(), cancellation) is PlanOutcome.Planned planned)
                rehearsal.Drift = planned.Plan;
            return rehearsal;
        }
        catch
        {
            rehearsal.Dispose();
            throw;
        }
    }

    /// <summary>The copy goes.</summary>
    public void Dispose()
    {
        rehearsing.Dispose();
        connections.Dispose();
        copy.Dispose();
    }
}
