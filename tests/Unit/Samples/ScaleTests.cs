using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Samples;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Samples;

public sealed class ScaleTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_hundredth_of_it_has_a_hundredth_of_everything_and_no_drift()
    {
        var rows = await new ScaleScenario(database.WritesAt(new FakeTimeProvider(Some.Time))) { By = Actor.CommandLine }.WriteAsync(0.01);

        await using var db = database.CreateDbContext();
        var entry = await db.Events.SingleAsync(entry => entry.Action == RecordAction.SampleLoaded);
        Assert.Equal((Actor.CommandLine.Name, Origin.Command, $$"""{"sample":"scale","rows":"{{rows}}"}"""), (entry.Actor, entry.Origin, entry.After));
        Assert.Equal((100, 200, 50), (await db.VirtualKeys.CountAsync(), await db.McpClients.CountAsync(), await db.People.CountAsync()));
        Assert.Equal((5000, 5000), (await db.OAuthTokens.CountAsync(), await db.HeaderCredentials.CountAsync()));
        Assert.Equal(500, await db.OAuthFlows.CountAsync() + await db.HeaderFlows.CountAsync());
        Assert.Equal(400, await db.OAuthTokens.CountAsync(row => row.OrphanedAt != null) + await db.HeaderCredentials.CountAsync(row => row.OrphanedAt != null));
        foreach (var key in new[] { 1, 55, 61, 75, 81, 100 })
        {
            // An edit that changes nothing would heal drift: there is none.
            var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Allowlist($"vk{key}", Remove: []))).Plan;
            Assert.Equal((true, true), (plan.IsEmpty, plan.Totals.Unchanged >= 80));
        }
    }

    [Fact]
    public async Task Its_rows_reference_each_other()
    {
        await new ScaleScenario(database.WritesAt(new FakeTimeProvider(Some.Time))).WriteAsync(0.01);

        await using var db = database.CreateDbContext();
        Assert.Empty(await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToArrayAsync());
        Assert.True(await db.OAuthTokens.AnyAsync(row => row.Health == CredentialHealth.NeedsReauth));
        Assert.True(await db.HeaderCredentials.AnyAsync(row => row.Health == CredentialHealth.NeedsUpdate));
    }

    [Fact]
    public async Task It_refuses_a_database_that_holds_data()
    {
        database.Add(Some.McpClient(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ScaleScenario(database.WritesAt(TimeProvider.System)).WriteAsync(0.01));
    }
}
