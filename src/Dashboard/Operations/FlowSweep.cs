using Gatehouse.Data.Flows;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Ends the flows that nobody finished in time, every minute, and takes away what ended a day ago.</summary>
internal sealed class FlowSweep(FlowSweeps flows, TimeProvider clock, ILogger<FlowSweep> log)
    : RepeatedWork(Every, Every, "Flows past their time could not be ended and are tried again", clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override Task WorkAsync(CancellationToken cancellation) => flows.SweepAsync(cancellation);
}
