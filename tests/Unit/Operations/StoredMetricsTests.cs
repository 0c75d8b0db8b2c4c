using System.Text;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace Gatehouse.Tests.Unit.Operations;

public sealed class StoredMetricsTests : IDbContextFactory<DashboardDbContext>, IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly CollectorRegistry registry = Metrics.NewCustomRegistry();
    private readonly ServiceProvider services;
    private readonly DriftWatch drift;
    private readonly StoredMetrics stored;
    private bool isGone;

    public StoredMetricsTests()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.VirtualKey(2));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        services = new ServiceCollection().AddScoped(_ => database.Reconciler(clock)).BuildServiceProvider();
        drift = new DriftWatch(services.GetRequiredService<IServiceScopeFactory>(), new ChangeQueries(database), clock);
        stored = new StoredMetrics(
            Metrics.WithCustomRegistry(registry), new OverviewQueries(this, clock), new SettingQueries(this, new LiveSettings(90, 100, 0.1)), drift, clock, NullLogger<StoredMetrics>.Instance);
    }

    public DashboardDbContext CreateDbContext() => isGone ? throw new IOException("The disk is gone.") : database.CreateDbContext();

    public void Dispose()
    {
        stored.Dispose();
        services.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task What_is_stored_is_counted_once_in_half_a_minute()
    {
        Assert.Contains("gatehouse_credentials{kind=\"oauth_token\",status=\"active\"} 1\n", await ReadAsync(), StringComparison.Ordinal);
        database.Add(Some.Token(2, 1, IdentityKind.VirtualKey, 2));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("gatehouse_credentials{kind=\"oauth_token\",status=\"active\"} 1\n", await ReadAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("gatehouse_credentials{kind=\"oauth_token\",status=\"active\"} 2\n", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_counted_is_not_told_and_is_told_again_when_it_can()
    {
        Assert.Contains("\ngatehouse_pending_flows 0\n", await ReadAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(1));
        isGone = true;
        var gone = await ReadAsync();
        Assert.DoesNotContain("\ngatehouse_credentials{", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("\ngatehouse_pending_flows ", gone, StringComparison.Ordinal);
        isGone = false;
        var back = await ReadAsync();
        Assert.Contains("\ngatehouse_credentials{kind=\"oauth_token\",status=\"active\"} 1\n", back, StringComparison.Ordinal);
        Assert.Contains("\ngatehouse_pending_flows 0\n", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_is_what_was_counted_last_and_when_and_is_not_counted_for_it()
    {
        Assert.DoesNotContain("\ngatehouse_drift ", await ReadAsync(), StringComparison.Ordinal);
        await drift.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromHours(1));
        var told = await ReadAsync();
        Assert.Contains("\ngatehouse_drift 1\n", told, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"\ngatehouse_drift_counted_timestamp_seconds {Some.Time.ToUnixTimeSeconds()}\n"), told, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync()
    {
        await stored.ReadAsync(TestContext.Current.CancellationToken);
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
