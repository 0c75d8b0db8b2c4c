using System.Globalization;
using Gatehouse.Data.Access;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Access;

/// <summary>
/// In random worlds the runtime check answers for every key and user and every client what the plain oracle says, before and after each
/// of some random commits, on two checks as two processes have them. <c>GATEHOUSE_WORLDS</c> says how many worlds, <c>GATEHOUSE_SEED</c> where to start.
/// </summary>
public sealed class AccessAgreementTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_check_agrees_with_the_oracle_in_every_world_and_after_every_commit()
    {
        var worlds = Setting("GATEHOUSE_WORLDS", 30);
        var first = Setting("GATEHOUSE_SEED", 1);
        var (asked, covered) = (0, 0);
        using var check = new AccessCheck(database, TimeProvider.System);
        using var other = new AccessCheck(database, TimeProvider.System);
        for (var seed = first; seed < first + worlds; seed++)
        {
            var random = new Random(seed);
            World.Of(random).Load(database);
            for (var commit = 0; commit < 4; commit++)
            {
                var world = Standing();
                foreach (var (kind, id, request) in Requests(world))
                {
                    var expected = PlainOracle.Covers(world, kind, id, world.Clients.Single(client => client.ClientId == request.McpClientId).Id);
                    foreach (var each in new[] { check, other })
                    {
                        var answer = each.Ask(request);
                        Assert.True(answer.Covered == expected, $"Seed {seed}, commit {commit}: {request} covered {answer.Covered}");
                        Assert.True(!answer.Usable || expected);
                        Assert.Equal(expected, answer.Via.Count > 0);
                        Assert.Equal(expected, !answer.Tools.IsNone);
                    }
                    (asked, covered) = (asked + 1, covered + (expected ? 1 : 0));
                }
                if (world.Keys.Count == 0 || world.Clients.Count == 0)
                    break;
                await database.Reconciler().CommitAsync(RandomEdit.Of(world, random), new CommitRequest(new Actor("world", Role.Admin, Origin.Page)), TestContext.Current.CancellationToken);
            }
        }
        output.WriteLine($"{worlds} worlds from seed {first}, {asked} questions, {covered} covered, no mismatch.");
        Assert.InRange(covered, asked / 10, asked * 9 / 10);
    }

    private static IEnumerable<(IdentityKind Kind, int Id, AccessRequest Request)> Requests(World world) =>
        from client in world.Clients
        from who in world.Keys.Select(key => (IdentityKind.VirtualKey, key.Id, new AccessRequest(client.ClientId, key.PublicId)))
            .Concat(world.Users.Select(user => (IdentityKind.User, user.Id, new AccessRequest(client.ClientId, UserId: user.PublicId))))
        select who;

    /// <summary>The world as the database has it now.</summary>
    private World Standing()
    {
        using var db = database.CreateDbContext();
        return new World(
            All(db.VirtualKeys), All(db.McpClients), All(db.Grants), All(db.People), All(db.Groups), All(db.GroupMembers), All(db.AccessProfiles),
            All(db.ProfileGrants), All(db.ProfileAssignments), All(db.OAuthTokens), All(db.HeaderCredentials), All(db.OAuthFlows), All(db.HeaderFlows));

        static List<T> All<T>(IQueryable<T> rows) where T : class => [.. rows.AsNoTracking()];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
