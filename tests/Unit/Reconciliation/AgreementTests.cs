using System.Globalization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// In random worlds with random edits: the plain oracle = the expression over lists = the plan from SQL = the rows a commit changed
/// = the rows it recorded; and planning again gives nothing. <c>GATEHOUSE_WORLDS</c> says how many worlds, <c>GATEHOUSE_SEED</c> where to start.
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Plan_and_commit_agree_in_every_world()
    {
        var worlds = Setting("GATEHOUSE_WORLDS", 150);
        var first = Setting("GATEHOUSE_SEED", 1);
        var moving = 0;
        for (var seed = first; seed < first + worlds; seed++)
        {
            try
            {
                moving += await AgreesAsync(new Random(seed)) > 0 ? 1 : 0;
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed} (GATEHOUSE_SEED={seed} GATEHOUSE_WORLDS=1): {broken.Message}", broken);
            }
        }
        output.WriteLine($"{worlds} worlds from seed {first}, {moving} of them moved rows, no mismatch.");
        Assert.True(worlds < 50 || moving > worlds / 2, "Most worlds must move something, or the property says nothing.");
    }

    private async Task<int> AgreesAsync(Random random)
    {
        var world = World.Of(random);
        var edit = world.Edit(random);
        world.Load(database);
        var reconciler = database.Reconciler();

        var expected = PlainOracle.Moves(world, edit);
        Assert.Equal(expected, InMemory(world, edit));

        var plan = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit)).Plan;
        Assert.Equal(
            (expected.Count(row => row.Item3 == Move.Orphan), expected.Count(row => row.Item3 == Move.Reactivate), expected.Count(row => row.Item3 == Move.Drop)),
            (plan.Totals.Orphan, plan.Totals.Reactivate, plan.Totals.Drop));
        Assert.Equal(expected, await PagesAsync(reconciler, edit));

        var before = Marks();
        var outcome = await reconciler.CommitAsync(edit, new CommitRequest("world", ChangeOrigin.Page) { Fingerprint = plan.Fingerprint });
        if (plan.IsEmpty)
            Assert.IsType<CommitOutcome.Nothing>(outcome);
        else
            Assert.Equal(expected, Recorded(Assert.IsType<CommitOutcome.Committed>(outcome).ChangeId));
        Assert.Equal(expected, Changed(before, Marks()));

        var again = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit)).Plan;
        Assert.True(again.IsEmpty);
        return expected.Count;
    }

    private static HashSet<(CredentialKind, long, Move)> InMemory(World world, Edit.Allowlist edit)
    {
        var key = world.Keys.Single(row => row.PublicId == edit.VirtualKeyId).Id;
        var standing = world.Grants.Where(grant => grant.VirtualKeyId == key).ToDictionary(grant => grant.McpClientId, grant => grant.Tools);
        var asked = (edit.Set ?? []).Concat(edit.Add ?? []).ToDictionary(grant => Id(grant.McpClientId), grant => (ToolList?)ToolList.Of(grant.ToolsToExecute));
        foreach (var removed in edit.Set is null ? (edit.Remove ?? []).Select(Id) : standing.Keys.Where(id => !asked.ContainsKey(id)))
            asked[removed] = null;
        var overlay = new GrantOverlay(
            [.. asked.Keys.Select(client => Grant.Pair(key, client))],
            [.. asked.Where(pair => pair.Value is { IsNone: false }).Select(pair => Grant.Pair(key, pair.Key))],
            [.. asked.Where(pair => pair.Value is { IsNone: true }).Select(pair => Grant.Pair(key, pair.Key))]);

        var policy = world.Policy;
        var scope = new Scope.KeysAndPeople([key], [.. policy.PeopleOfKeys().Where(person => person.VirtualKeyId == key).Select(person => person.UserId)]);
        return
        [
            .. Credentials(world.Tokens, CredentialKind.OAuthToken),
            .. Credentials(world.Headers, CredentialKind.HeaderCredential),
            .. Flows(world.OAuthFlows, CredentialKind.OAuthFlow),
            .. Flows(world.HeaderFlows, CredentialKind.HeaderFlow),
        ];

        int Id(string client) => world.Clients.Single(row => row.ClientId == client).Id;

        IEnumerable<(CredentialKind, long, Move)> Credentials<T>(IReadOnlyList<T> rows, CredentialKind kind) where T : Credential =>
            Moves(RowsInPlay.Credentials(scope.OfKeys(rows.AsQueryable())), RowsInPlay.Credentials(scope.OfUsers(rows.AsQueryable())), kind);

        IEnumerable<(CredentialKind, long, Move)> Flows<T>(IReadOnlyList<T> rows, CredentialKind kind) where T : Flow =>
            Moves(RowsInPlay.Flows(scope.OfKeys(rows.AsQueryable())), RowsInPlay.Flows(scope.OfUsers(rows.AsQueryable())), kind);

        IEnumerable<(CredentialKind, long, Move)> Moves<T>(IQueryable<InPlay<T>> ofKeys, IQueryable<InPlay<T>> ofUsers, CredentialKind kind) where T : IdentityKeyed =>
            Support.InMemory.Run(ofKeys.StandingsOfKeys(policy, overlay).Transitions(kind))
                .Concat(Support.InMemory.Run(ofUsers.StandingsOfUsers(policy, overlay).Transitions(kind)))
                .Select(row => (row.Kind, row.Id, row.Move));
    }

    /// <summary>Every row by pages of three, so that page borders are crossed.</summary>
    private static async Task<HashSet<(CredentialKind, long, Move)>> PagesAsync(Reconciler reconciler, Edit edit)
    {
        var rows = new HashSet<(CredentialKind, long, Move)>();
        string? cursor = null;
        do
        {
            var page = await reconciler.PageAsync(edit, new TransitionQuery(Cursor: cursor, Limit: 3));
            foreach (var row in page.Items)
                Assert.True(rows.Add((row.Kind, long.Parse(row.Id.AsSpan().TrimStart("thof"), CultureInfo.InvariantCulture), row.Move)), "A row came twice.");
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return rows;
    }

    private HashSet<(CredentialKind, long, Move)> Recorded(long change)
    {
        using var db = database.CreateDbContext();
        return [.. db.ChangedCredentials.Where(row => row.ChangeId == change).AsEnumerable().Select(row => (row.Kind, row.CredentialId, row.Move))];
    }

    private Dictionary<(CredentialKind, long), CredentialStatus> Marks()
    {
        using var db = database.CreateDbContext();
        return db.OAuthTokens.AsEnumerable().Select(row => (CredentialKind.OAuthToken, row.Id, row.Status))
            .Concat(db.HeaderCredentials.AsEnumerable().Select(row => (CredentialKind.HeaderCredential, row.Id, row.Status)))
            .Concat(db.OAuthFlows.AsEnumerable().Select(row => (CredentialKind.OAuthFlow, row.Id, CredentialStatus.Pending)))
            .Concat(db.HeaderFlows.AsEnumerable().Select(row => (CredentialKind.HeaderFlow, row.Id, CredentialStatus.Pending)))
            .ToDictionary(row => (row.Item1, row.Id), row => row.Item3);
    }

    private static HashSet<(CredentialKind, long, Move)> Changed(
        Dictionary<(CredentialKind, long), CredentialStatus> before, Dictionary<(CredentialKind, long), CredentialStatus> after)
    {
        var moves = new HashSet<(CredentialKind, long, Move)>();
        foreach (var ((kind, id), was) in before)
        {
            if (!after.TryGetValue((kind, id), out var now))
                moves.Add((kind, id, Move.Drop));
            else if (was != now)
                moves.Add((kind, id, now == CredentialStatus.Orphaned ? Move.Orphan : Move.Reactivate));
        }
        return moves;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
