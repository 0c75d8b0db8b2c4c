using Gatehouse.Data;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Edits;
using Gatehouse.Data.Reconciliation.Facets;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Each facet says twice how a resolved edit changes policy, in LINQ for the plan and in SQL for the commit: both say the same.</summary>
public sealed class FacetTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task What_a_plan_lays_over_the_policy_is_what_its_commit_writes()
    {
        var touched = new HashSet<PolicyFacet>();
        for (var seed = 1; seed <= 200; seed++)
        {
            ComparedStatements.AreTrusted = seed > 10;
            var random = new Random(seed);
            var world = World.Of(random);
            var edit = RandomEdit.Of(world, random);
            world.Load(database);
            var difference = await DifferenceAsync(edit);
            touched.UnionWith(difference.Facets);
            var proposed = Lines(difference.Over(world.Policy), InMemory.Run);

            await database.CommitAsync(edit);

            await using var db = database.CreateDbContext();
            Assert.True(proposed.Where(line => IsThere(db, line)).SequenceEqual(Lines(PolicyRows.Of(db), FromTables)), $"Seed {seed}: {edit}");
        }
        Assert.Equal(PolicyFacets.All, PolicyFacets.All.Where(touched.Contains));
    }

    [Fact]
    public void Every_kind_of_policy_row_has_its_facet() =>
        Assert.Equal(typeof(PolicyRows).GetProperties().Count(property => property.PropertyType.IsGenericType), PolicyFacets.All.Select(facet => facet.Table).Distinct().Count());

    private static List<Line> FromTables(IQueryable<Line> lines) => [.. lines];

    private async Task<PolicyDifference> DifferenceAsync(Edit edit)
    {
        await using var db = database.CreateDbContext();
        return (await Resolver.ResolveAsync(db, edit, TestContext.Current.CancellationToken)).Resolved!.Difference;
    }

    /// <summary>All rows of a policy; of each its kind and up to four numbers, and what it says.</summary>
    private static List<Line> Lines(PolicyRows policy, Func<IQueryable<Line>, List<Line>> read) =>
    [
        .. new[]
        {
            policy.Keys.Select(row => new Line { Kind = "key", Key = row.Id, User = row.UserId, Group = row.GroupId }),
            policy.Clients.Select(row => new Line { Kind = "client", Client = row.Id, Says = row.IsOn ? "on" : "off" }),
            policy.Grants.Select(row => new Line { Kind = "grant", Key = row.VirtualKeyId, Client = row.McpClientId, Tools = row.Tools }),
            policy.ActiveProfiles.Select(row => new Line { Kind = "profile", Profile = row.Id }),
            policy.Content.Select(row => new Line { Kind = "content", Profile = row.ProfileId, Client = row.McpClientId, Tools = row.Tools }),
            policy.Given.Select(row => new Line { Kind = "given", Profile = row.ProfileId, Key = row.VirtualKeyId, User = row.UserId, Group = row.GroupId }),
            policy.Members.Select(row => new Line { Kind = "member", Group = row.GroupId, User = row.UserId }),
        }.SelectMany(read).OrderBy(line => line.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>What an object that was deleted had beside what the edit speaks of went with it.</summary>
    private static bool IsThere(DashboardDbContext db, Line line) =>
        (line.Key is null || db.VirtualKeys.Any(row => row.Id == line.Key)) && (line.Client is null || db.McpClients.Any(row => row.Id == line.Client))
        && (line.Profile is null || db.AccessProfiles.Any(row => row.Id == line.Profile)) && (line.User is null || db.People.Any(row => row.Id == line.User))
        && (line.Group is null || db.Groups.Any(row => row.Id == line.Group));

    private sealed record Line
    {
        public required string Kind { get; init; }
        public int? Key { get; init; }
        public int? Client { get; init; }
        public int? Profile { get; init; }
        public int? User { get; init; }
        public int? Group { get; init; }
        public ToolList? Tools { get; init; }
        public string? Says { get; init; }
    }
}
