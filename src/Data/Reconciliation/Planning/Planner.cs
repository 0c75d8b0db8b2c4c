using System.Runtime.InteropServices;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation.Facets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>Streams the moving rows once: counts them, hashes them, forgets them.</summary>
/// <param name="context">Where it reads.</param>
/// <param name="resolved">What is planned.</param>
/// <param name="now">When.</param>
/// <param name="rows">The moving rows of a part in its order: asked of the tables by a plan, written to the record and read back by a commit.</param>
internal sealed class Planner(PlanContext context, ResolvedEdit resolved, DateTimeOffset now, Func<Part, IAsyncEnumerable<Transition>> rows)
{
    private readonly DashboardDbContext db = context.Db;
    private readonly Dictionary<(CredentialKind, Move, Reason), int> tallies = [];
    private readonly Dictionary<(int Client, bool Headers), ClientCount> clients = [];
    private readonly Dictionary<(IdentityKind, int), int> losses = [];
    private readonly HashSet<int> keys = [];
    private readonly HashSet<int> users = [];
    private readonly HashSet<long> coverMoved = [];
    private int movedInCover;
    private int alsoMoved;

    public async Task<Plan> PlanAsync(CancellationToken cancellation)
    {
        using var fingerprint = new Fingerprint(resolved);
        foreach (var part in context.Parts)
            await foreach (var row in rows(part).WithCancellation(cancellation))
            {
                fingerprint.Add(row);
                Count(row, part.Aspect);
            }
        var moves = tallies.Aggregate(MoveCounts.None, (sum, pair) => sum.With(pair.Key.Item2, pair.Value));
        if (moves.Total > 0)
            keys.UnionWith(resolved.Grants.Select(change => change.VirtualKeyId));
        var totals = new Totals(moves, Math.Max(0, context.InPlay - movedInCover - alsoMoved), tallies.Where(pair => pair.Key is { Item2: Move.Orphan or Move.Delete, Item1: CredentialKind.OAuthToken or CredentialKind.HeaderCredential }).Sum(pair => pair.Value));
        return new Plan
        {
            Edit = resolved.Edit,
            Needs = resolved.Needs,
            Fingerprint = fingerprint.End(),
            MadeAt = now,
            Policy = resolved.Policy,
            PolicyCount = resolved.PolicyCount,
            Tallies = [.. tallies
                .Select(pair => new Tally(pair.Key.Item1, pair.Key.Item2, pair.Key.Item3, pair.Value))
                .OrderBy(tally => tally.Kind).ThenBy(tally => tally.Transition).ThenBy(tally => tally.Reason)],
            Totals = totals,
            Clients = await ClientsAsync(cancellation),
            Losers = await LosersAsync(cancellation),
            LoserCount = losses.Count,
            VirtualKeys = keys.Count,
            Users = users.Count,
            McpClients = clients.Keys.Select(key => key.Client).Distinct().Count(),
            Warnings = await Warnings.OfAsync(db, resolved, totals, cancellation),
            EditedKeys = resolved.Named(ObjectKind.VirtualKey),
            EditedClients = resolved.Named(ObjectKind.McpClient),
            EditedProfiles = resolved.Named(ObjectKind.AccessProfile),
            EditedGroups = resolved.Named(ObjectKind.Group),
        };
    }

    private void Count(Transition row, Aspect aspect)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(tallies, (row.Kind, row.Move, row.Reason), out _)++;
        CountUnchanged(row, aspect);
        var headers = row.Kind is CredentialKind.HeaderCredential or CredentialKind.HeaderFlow;
        if (!clients.TryGetValue((row.McpClientId, headers), out var client))
            clients[(row.McpClientId, headers)] = client = new ClientCount();
        client.Moves[(int)row.Move]++;
        client.Identities.Add(((long)row.IdentityKind << 32) | (uint)row.IdentityId);
        if (row.IdentityKind == IdentityKind.User)
            users.Add(row.IdentityId);
        else if (row.IdentityKind == IdentityKind.VirtualKey)
            keys.Add(row.IdentityId);
        if (row.Move is Move.Orphan or Move.Delete && row.IdentityKind != IdentityKind.Session)
            CollectionsMarshal.GetValueRefOrAddDefault(losses, (row.IdentityKind, row.IdentityId), out _)++;
    }

    /// <summary>Rows whose cover was asked and of which neither fact moves stay as they are.</summary>
    private void CountUnchanged(Transition row, Aspect aspect)
    {
        if (aspect == Aspect.Cover)
        {
            movedInCover++;
            if (resolved.HeaderNames is not null && row.Kind == CredentialKind.HeaderCredential)
                coverMoved.Add(row.Id);
        }
        else if (aspect == Aspect.HeaderNames && row.IdentityKind != IdentityKind.Session && !coverMoved.Contains(row.Id))
            alsoMoved++;
    }

    private async Task<IReadOnlyList<ClientTally>> ClientsAsync(CancellationToken cancellation)
    {
        var ids = clients.Keys.Select(key => key.Client).Distinct().ToArray();
        if (ids.Length == 0)
            return [];
        var names = await db.McpClients.Where(client => ids.Contains(client.Id))
            .Select(client => new { client.Id, client.ClientId, client.Name }).ToDictionaryAsync(client => client.Id, cancellation);
        return [.. clients
            .Select(pair => new ClientTally(
                pair.Key.Client, names[pair.Key.Client].ClientId, names[pair.Key.Client].Name, pair.Key.Headers, pair.Value.Counts, pair.Value.Identities.Count))
            .OrderBy(tally => tally.Name, Folding.Comparer).ThenBy(tally => tally.Headers)];
    }

    private async Task<IReadOnlyList<IdentityTally>> LosersAsync(CancellationToken cancellation)
    {
        var most = losses.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Item1).ThenBy(pair => pair.Key.Item2).Take(5).ToArray();
        var userIds = most.Where(pair => pair.Key.Item1 == IdentityKind.User).Select(pair => pair.Key.Item2).ToArray();
        var keyIds = most.Where(pair => pair.Key.Item1 == IdentityKind.VirtualKey).Select(pair => pair.Key.Item2).ToArray();
        var userNames = userIds.Length == 0 ? [] : await db.People.Where(user => userIds.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, user => user.DisplayName, cancellation);
        var keyNames = keyIds.Length == 0 ? [] : await db.VirtualKeys.Where(key => keyIds.Contains(key.Id))
            .ToDictionaryAsync(key => key.Id, key => key.Name, cancellation);
        return [.. most.Select(pair => new IdentityTally(
            pair.Key.Item1, pair.Key.Item2,
            pair.Key.Item1 == IdentityKind.User ? userNames[pair.Key.Item2] : keyNames[pair.Key.Item2],
            pair.Value))];
    }

    private sealed class ClientCount
    {
        /// <summary>By the number of the move: a plan counts tens of thousands of rows.</summary>
        public int[] Moves { get; } = new int[(int)Enum.GetValues<Move>().Max() + 1];

        public MoveCounts Counts => Enum.GetValues<Move>().Aggregate(MoveCounts.None, (sum, move) => sum.With(move, Moves[(int)move]));

        public HashSet<long> Identities { get; } = [];
    }
}
