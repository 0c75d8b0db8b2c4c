using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Asks for the overview, one list, one allowlist and one plan behind the first requests, so that nobody waits for code and SQL to be made.</summary>
internal sealed class WarmUp(IServiceScopeFactory scopes, SettingQueries settings, ILogger<WarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OverviewQueries>().ReadAsync((await settings.NowAsync(stoppingToken)).OrphanDays, stoppingToken);
            await scope.ServiceProvider.GetRequiredService<ChangeQueries>().ListAsync(new ChangeFilter(), new Window(0, 1), stoppingToken);
            var page = await scope.ServiceProvider.GetRequiredService<VirtualKeyQueries>().ListAsync(new VirtualKeyFilter(), new Window(0, 1), stoppingToken);
            if (page.Items is not [var key, ..])
                return;
            await scope.ServiceProvider.GetRequiredService<AllowlistQueries>().OfKeyAsync(key.Id, stoppingToken);
            await scope.ServiceProvider.GetRequiredService<CredentialQueries>().OfKeyAsync(key.Id, new CredentialFilter(), new Window(0, 1), stoppingToken);
            var reconciler = scope.ServiceProvider.GetRequiredService<Reconciler>();
            await reconciler.RehearseAsync(stoppingToken);
            await reconciler.PlanAsync(new Edit.Allowlist(key.Id, Remove: []), stoppingToken);
            await reconciler.PageAsync(new Edit.Allowlist(key.Id, Remove: []), new TransitionQuery(Limit: 8), stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning("Warming up failed; the first pages are slower: {Message}", error.Message);
        }
    }
}
