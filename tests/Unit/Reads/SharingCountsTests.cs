using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Tests.Unit.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>How many keys reach a client is what Cover says over lists, with the switch as it is and the other way.</summary>
public sealed class SharingCountsTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_counts_are_those_of_cover_in_random_worlds()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var world = World.Of(new Random(seed), size: 2);
            world.Load(database);
            var queries = new SharingQueries(database, TimeProvider.System);
            foreach (var client in world.Clients)
            {
                var counts = await queries.CountsAsync(client.ClientId, TestContext.Current.CancellationToken);
                Assert.True((Reaching(world.Policy, client.Id), Reaching(Turned(world.Policy), client.Id)) == (counts.Reached, counts.ReachedOtherwise), $"Seed {seed}, {client.ClientId}: {counts}");
            }
        }
    }

    private static PolicyRows Turned(PolicyRows policy) => policy with { Clients = policy.Clients.Select(client => new ClientSwitch { Id = client.Id, IsOn = !client.IsOn }) };

    private static int Reaching(PolicyRows policy, int client) => InMemory.Run(policy.Reached()).Where(reach => reach.McpClientId == client).Select(reach => reach.VirtualKeyId).Distinct().Count();
}
