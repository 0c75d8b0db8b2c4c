using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Operations;

/// <summary>For how long orphans are kept: the one place that says so, asked anew each time.</summary>
public sealed class Retention(IOptionsMonitor<DashboardOptions> options)
{
    /// <summary>Days; 1 to 3,650.</summary>
    public int OrphanDays => options.CurrentValue.Retention.OrphanDays;
}
