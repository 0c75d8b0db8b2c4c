using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Samples;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Samples;

public sealed class DemoTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_demo_is_a_company_with_everything_in_it()
    {
        await WriteAsync(database);

        await using var db = database.CreateDbContext();
        Assert.Equal((40, 60, 15, 3), (await db.People.CountAsync(), await db.VirtualKeys.CountAsync(), await db.McpClients.CountAsync(), await db.AccessProfiles.CountAsync()));
        Assert.Equal(Enum.GetValues<AuthType>(), (await db.McpClients.Select(client => client.AuthType).Distinct().ToArrayAsync()).Order());
        var statuses = (await db.OAuthTokens.ToArrayAsync()).Concat<Credential>(await db.HeaderCredentials.ToArrayAsync()).Select(row => row.Status).ToArray();
        Assert.InRange(statuses.Length, 350, 450);
        Assert.Equal([CredentialStatus.Active, CredentialStatus.NeedsReauth, CredentialStatus.NeedsUpdate, CredentialStatus.Orphaned], statuses.Distinct().Order());
        Assert.True(await db.OAuthFlows.AnyAsync(flow => flow.Status == FlowStatus.Pending));
        Assert.True(await db.HeaderFlows.AnyAsync(flow => flow.Status == FlowStatus.Pending));
        Assert.Equal(10, await db.Changes.CountAsync());
        Assert.True(await db.ChangedCredentials.CountAsync() > 10);
    }

    [Fact]
    public async Task It_is_on_record_as_a_sample_and_not_as_an_import()
    {
        await WriteAsync(database);

        await using var db = database.CreateDbContext();
        var entry = await db.Events.SingleAsync(entry => entry.Action.StartsWith("data."));
        Assert.Equal((RecordAction.SampleLoaded, Actor.ProgramName, Origin.Program), (entry.Action, entry.Actor, entry.Origin));
        Assert.StartsWith("{\"sample\":\"demo\",\"rows\":\"", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checkout_agents_lose_two_credentials_and_two_flows_with_their_two_clients()
    {
        await WriteAsync(database);

        foreach (var key in new[] { "checkout-agent", "checkout-agent-2" })
        {
            var outcome = await database.Reconciler().PlanAsync(new Edit.Allowlist("vk-" + key, Remove: ["stripe", "acme-billing"]));
            Assert.Equal(new Totals(new MoveCounts(2, 0, 2), 1, 2), Assert.IsType<PlanOutcome.Planned>(outcome).Plan.Totals);
        }
    }

    [Fact]
    public async Task It_is_the_same_each_time()
    {
        using var other = new TestDatabase();
        await WriteAsync(database);
        await WriteAsync(other);

        Assert.Equal(await ContentAsync(database), await ContentAsync(other));
    }

    [Fact]
    public async Task It_stays_out_of_a_database_that_holds_data()
    {
        Assert.False(await Sample.HoldsDataAsync(database));
        database.Add(Some.McpClient(1));
        Assert.True(await Sample.HoldsDataAsync(database));
    }

    private static async Task<string> ContentAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        var tokens = await db.OAuthTokens.OrderBy(row => row.Id).ToArrayAsync();
        var changes = await db.Changes.OrderBy(row => row.Id).Select(row => row.Fingerprint).ToArrayAsync();
        return string.Join('\n', tokens.Select(row => $"{row.Id} {row.McpClientId} {row.IdentityKind} {row.IdentityId} {row.Status} {row.CreatedAt:O}").Concat(changes));
    }

    private static async Task WriteAsync(TestDatabase database) =>
        await new DemoScenario(database, database.WritesAt(new FakeTimeProvider(Some.Time)), new SecretProtector(new EphemeralDataProtectionProvider()), new FakeTimeProvider(Some.Time)).WriteAsync();
}
