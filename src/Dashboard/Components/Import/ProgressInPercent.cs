using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Shows how far it is a hundred times at most: a browser is not told of every thousand rows.</summary>
internal sealed class ProgressInPercent(Func<BifrostProgress, Task> show) : IProgress<BifrostProgress>
{
    private int shown = -1;

    public void Report(BifrostProgress value)
    {
        var percent = (int)(100L * value.Read / Math.Max(1, value.Total));
        if (percent == shown)
            return;
        shown = percent;
        _ = show(value);
    }
}
