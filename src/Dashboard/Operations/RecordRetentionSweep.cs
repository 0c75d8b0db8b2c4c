using Gatehouse.Dashboard.Configuration;
using Gatehouse.Data.Record;
using Gatehouse.Data.Retention;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Once a day: addresses past their days go, and a part of the record past its days is exported and closed.</summary>
internal sealed class RecordRetentionSweep(RecordRetention retention, SeenClock seen, IOptions<DashboardOptions> options, TimeProvider clock, ILogger<RecordRetentionSweep> log)
    : RepeatedWork(AfterStart, Every, "The record could not be brought to its retention and is tried again tomorrow", clock, log)
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        if ((await seen.NowAsync(cancellation)).IsBehind)
        {
            log.LogWarning("The clock is ahead of the time that was seen to pass: nothing is taken from the record until that has caught up");
            return;
        }
        var settings = options.Value.Retention;
        await retention.BlankAddressesAsync(settings.AddressDays, cancellation);
        if (settings.RecordDays > 0 && await retention.CloseAsync(settings.RecordDays, settings.RecordFolder, cancellation) is { } segment)
            log.LogInformation("Entries {First} to {Last} of the record are exported to {File} and closed", segment.FirstNumber, segment.LastNumber, segment.FileName);
    }
}
