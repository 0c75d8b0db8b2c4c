using System.Diagnostics.Metrics;
using Gatehouse.Data.Reconciliation.Writing;
using Prometheus;

namespace Gatehouse.Dashboard.Operations;

/// <summary>
/// What Prometheus reads: requests, plans and commits of this process by route, kind and outcome, the process itself, and what is stored.
/// No label holds an id, a name or a query.
/// </summary>
internal sealed class ScrapedMetrics : IDisposable
{
    private static readonly string[] OfRequests = ["http.route", "http.request.method", "http.response.status_code"];
    private readonly CollectorRegistry registry;
    private readonly StoredMetrics stored;
    private readonly MeterListener listener = new();

    public ScrapedMetrics(CollectorRegistry registry, MetricFactory metrics, StoredMetrics stored, IMeterFactory meters)
    {
        this.registry = registry;
        this.stored = stored;
        DotNetStats.Register(registry);
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is not Histogram<double> durations)
                return;
            if (instrument.Meter.Name == ReconcilerMeter.Name)
                listening.EnableMeasurementEvents(instrument, new Mirror(metrics, durations, ReconcilerMeter.Tags));
            else if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == meters)
                listening.EnableMeasurementEvents(instrument, new Mirror(metrics, durations, OfRequests));
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, mirror) => ((Mirror)mirror!).Observe(value, tags));
        listener.Start();
    }

    /// <summary>Answers in the text format of Prometheus.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        await stored.ReadAsync(context.RequestAborted);
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }

    public void Dispose() => listener.Dispose();

    /// <summary>
    /// Durations of .NET as Prometheus has them, with these tags only. The library's own adapter forgets whatever was not counted for a day,
    /// and a commit that comes once a week would be the first each time.
    /// </summary>
    private sealed class Mirror(MetricFactory metrics, Histogram<double> durations, string[] tags)
    {
        private readonly Histogram histogram = metrics.CreateHistogram(
            $"{Name(durations.Name)}_seconds", durations.Description ?? "", Array.ConvertAll(tags, Name),
            new HistogramConfiguration { Buckets = durations.Advice?.HistogramBucketBoundaries?.ToArray() });

        public void Observe(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> measured)
        {
            var labels = new string[tags.Length];
            Array.Fill(labels, "");
            foreach (var (tag, value) in measured)
                if (Array.IndexOf(tags, tag) is >= 0 and var at)
                    labels[at] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
            histogram.WithLabels(labels).Observe(seconds);
        }

        private static string Name(string name) => name.Replace('.', '_');
    }
}
