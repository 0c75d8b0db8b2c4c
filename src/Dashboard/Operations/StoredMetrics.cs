using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Settings;
using Prometheus;

namespace Gatehouse.Dashboard.Operations;

/// <summary>How much is stored, counted as the Overview does, at most once in half a minute however many ask.</summary>
public sealed class StoredMetrics(
    MetricFactory metrics, OverviewQueries overview, SettingQueries settings, DriftWatch drift, TimeProvider clock, ILogger<StoredMetrics> log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private static readonly (string Kind, CredentialStatus Status, Func<OverviewFacts, StatusCounts> Of)[] Stored =
    [
        ("oauth_token", CredentialStatus.Active, facts => facts.OAuthTokens),
        ("oauth_token", CredentialStatus.NeedsReauth, facts => facts.OAuthTokens),
        ("oauth_token", CredentialStatus.Orphaned, facts => facts.OAuthTokens),
        ("header_credential", CredentialStatus.Active, facts => facts.HeaderCredentials),
        ("header_credential", CredentialStatus.NeedsUpdate, facts => facts.HeaderCredentials),
        ("header_credential", CredentialStatus.Orphaned, facts => facts.HeaderCredentials),
    ];

    // A number that nobody has counted is not there, rather than zero.
    private static readonly GaugeConfiguration Unknown = new() { SuppressInitialValue = true };

    private readonly Gauge credentials = metrics.CreateGauge("gatehouse_credentials", "Stored credentials.", ["kind", "status"], Unknown);
    private readonly Gauge flows = metrics.CreateGauge("gatehouse_pending_flows", "Sign-ins and header submissions that nobody has finished.", Unknown);
    private readonly Gauge outOfStep = metrics.CreateGauge("gatehouse_drift", "Credentials and flows out of step with policy, when it was counted last.", Unknown);
    private readonly Gauge driftAt = metrics.CreateGauge("gatehouse_drift_counted_timestamp_seconds", "When drift was counted last: when somebody looked.", Unknown);
    private readonly SemaphoreSlim turn = new(1);
    private DateTimeOffset? read;

    public async Task ReadAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (read is null || clock.GetUtcNow() - read > Fresh)
                await CountAsync(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Everything else is told all the same: it is wanted most when the database cannot be read.
            log.LogWarning("What is stored could not be counted for the metrics: {Message}", error.Message);
            foreach (var gauge in credentials.GetAllLabelValues().Select(labels => credentials.WithLabels(labels)))
                gauge.Unpublish();
            flows.Unpublish();
        }
        finally
        {
            turn.Release();
        }
        if (drift.Latest is { } latest)
        {
            outOfStep.Set(latest.Count);
            driftAt.Set(latest.At.ToUnixTimeSeconds());
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task CountAsync(CancellationToken cancellation)
    {
        var facts = await overview.ReadAsync((await settings.NowAsync(cancellation)).OrphanDays, cancellation);
        foreach (var (kind, status, of) in Stored)
            credentials.WithLabels(kind, JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())).Set(of(facts).Of(status));
        flows.Set(facts.Pending.Total);
        read = clock.GetUtcNow();
    }
}
