using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Tests.Unit.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>The list of all credentials in random worlds: every order and filter says what plain loops over the same rows say, page by page, both ways.</summary>
public sealed class CredentialListTests : IDisposable
{
    private const string Times =
        """
        UPDATE oauth_tokens SET created_at = created_at - 86400000 * (id % 5), orphaned_at = orphaned_at - 86400000 * (id % 4);
        UPDATE header_credentials SET created_at = created_at - 86400000 * (id % 5), orphaned_at = orphaned_at - 86400000 * (id % 4);
        UPDATE oauth_flows SET created_at = created_at - 86400000 * (id % 5);
        UPDATE header_flows SET created_at = created_at - 86400000 * (id % 5);
        UPDATE oauth_token_secrets SET last_used_at = CASE WHEN id % 3 > 0 THEN {0} - 3600000 * (id % 7) END;
        UPDATE header_credential_secrets SET last_used_at = CASE WHEN id % 3 > 0 THEN {0} - 3600000 * (id % 7) END;
        """;

    private readonly TestDatabase database = new();

    private CredentialListQueries List => new(database, new FakeTimeProvider(Some.Time));

    [Theory]
    [InlineData(CredentialSort.Client)]
    [InlineData(CredentialSort.Status)]
    [InlineData(CredentialSort.Created)]
    [InlineData(CredentialSort.LastUsed)]
    public async Task Every_page_forward_and_back_is_the_plain_list(CredentialSort sort)
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var (random, rows) = await LoadAsync(seed);
            // Half of the worlds are read as those are in which nothing is few.
            var list = seed % 2 == 0 ? List : new(database, new FakeTimeProvider(Some.Time)) { Few = 0, Many = 1 };
            foreach (var filter in Filters(random, rows).Select(filter => filter with { Sort = sort, Descending = random.Next(2) == 0 }))
            {
                var expected = Plain(rows, filter).Select(row => row.PublicId).ToArray();
                var (forward, cursors) = (new List<string>(), new List<string>());
                string? cursor = null;
                do
                {
                    var page = await list.ListAsync(filter, cursor, 4);
                    Assert.Equal((expected.Length, false), (page.Total, page.IsAtLeast));
                    forward.AddRange(page.Items.Select(item => item.Id));
                    if (page.Previous is { } previous)
                        cursors.Add(previous);
                    cursor = page.Next;
                }
                while (cursor is not null);
                Assert.True(expected.SequenceEqual(forward), $"Seed {seed}, {filter}: {string.Join(' ', expected)} is not {string.Join(' ', forward)}");

                // Each page before is the one that was left.
                for (var at = cursors.Count; at > 0; at--)
                    Assert.Equal(expected.Skip((at - 1) * 4).Take(4), (await list.ListAsync(filter, cursors[at - 1], 4)).Items.Select(item => item.Id));
            }
        }
    }

    [Fact]
    public async Task Rows_by_status_are_counted_whatever_status_is_asked_for()
    {
        var (_, rows) = await LoadAsync(5);
        var page = await List.ListAsync(new CredentialListFilter { Statuses = [CredentialStatus.Orphaned] });

        Assert.All(Enum.GetValues<CredentialStatus>(), status => Assert.Equal(rows.Count(row => row.Status == status), page.Counts!.Of(status)));
        Assert.Equal(page.Counts!.Orphaned, page.Total);
    }

    [Fact]
    public async Task An_export_is_the_whole_list()
    {
        var (_, rows) = await LoadAsync(3);
        var all = new List<string>();
        await foreach (var item in List.AllAsync(new CredentialListFilter { Sort = CredentialSort.Created }))
            all.Add(item.Id);

        Assert.Equal(Plain(rows, new CredentialListFilter { Sort = CredentialSort.Created }).Select(row => row.PublicId), all);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0.3.1.5.1.1.1.1.1")]
    [InlineData("0.1.999.0.999.1.1.1.1")]
    public async Task A_cursor_of_something_else_begins_at_the_start(string cursor)
    {
        var (_, rows) = await LoadAsync(2);

        Assert.Equal(Plain(rows, new CredentialListFilter()).Take(50).Select(row => row.PublicId), (await List.ListAsync(new CredentialListFilter(), cursor)).Items.Select(item => item.Id));
    }

    public void Dispose() => database.Dispose();

    /// <summary>The list once more, in plain loops.</summary>
    private static IEnumerable<Row> Plain(IReadOnlyList<Row> rows, CredentialListFilter filter)
    {
        var shown = rows.Where(row => (filter.Statuses.Count == 0 || filter.Statuses.Contains(row.Status))
            && (filter.Kinds.Count == 0 || filter.Kinds.Contains(row.Kind))
            && (filter.Modes.Count == 0 || filter.Modes.Contains(row.IdentityKind))
            && (filter.Clients.Count == 0 || filter.Clients.Contains($"c{row.Client}"))
            && (filter.VirtualKeys.Count + filter.Users.Count == 0 || filter.VirtualKeys.Contains(row.Who) || filter.Users.Contains(row.Who))
            && (filter.OrphanedBefore is null || row.OrphanedAt < filter.OrphanedBefore)
            && (filter.CreatedFrom is null || row.CreatedAt >= filter.CreatedFrom) && (filter.CreatedBefore is null || row.CreatedAt < filter.CreatedBefore)
            && (filter.UsedFrom is null || row.LastUsedAt >= filter.UsedFrom)
            && (filter.UsedBefore is null || (row.Status != CredentialStatus.Pending && (row.LastUsedAt is null || row.LastUsedAt < filter.UsedBefore)))
            && (filter.Search is null || $"client_{row.Client}".Contains(filter.Search) || row.Name.Contains(filter.Search, StringComparison.OrdinalIgnoreCase)));
        var sorted = filter.Sort switch
        {
            CredentialSort.Client => shown.OrderBy(row => $"client_{row.Client}", StringComparer.Ordinal).ThenBy(row => row.IdentityKind).ThenBy(row => row.Identity).ThenBy(row => row.Kind).ThenBy(row => row.Id),
            CredentialSort.Status => Stored(shown.OrderBy(row => row.Status)),
            CredentialSort.Created => shown.OrderBy(row => row.CreatedAt).ThenBy(row => row.Kind).ThenBy(row => row.Id),
            _ => Stored(shown.Where(row => row.LastUsedAt is null).OrderBy(_ => 0)).Concat(shown.Where(row => row.LastUsedAt is not null).OrderBy(row => row.LastUsedAt).ThenBy(row => row.Kind).ThenBy(row => row.Id)),
        };
        return filter.Descending ? sorted.Reverse() : sorted;

        static IEnumerable<Row> Stored(IOrderedEnumerable<Row> rows) =>
            rows.ThenBy(row => row.Client).ThenBy(row => row.IdentityKind).ThenBy(row => row.Identity).ThenBy(row => row.Kind).ThenBy(row => row.Id);
    }

    private static IEnumerable<CredentialListFilter> Filters(Random random, IReadOnlyList<Row> rows)
    {
        var one = rows.Count == 0 ? new Row(CredentialKind.OAuthToken, 1, "t1", 1, IdentityKind.VirtualKey, 1, "vk1", "key-1", CredentialStatus.Active, Some.Time, null, null) : rows[random.Next(rows.Count)];
        yield return new();
        yield return new() { Statuses = [one.Status] };
        yield return new() { Statuses = [CredentialStatus.NeedsUpdate, CredentialStatus.NeedsReauth] };
        yield return new() { Statuses = [CredentialStatus.Orphaned, CredentialStatus.NeedsUpdate, CredentialStatus.Pending] };
        yield return new() { Kinds = [one.Kind], Modes = [one.IdentityKind] };
        yield return new() { Clients = [$"c{one.Client}", "c3"], Statuses = [CredentialStatus.Active, CredentialStatus.NeedsReauth] };
        yield return new() { VirtualKeys = ["vk1"], Users = ["u1", "u2"] };
        yield return new() { VirtualKeys = ["vk2"], Statuses = [CredentialStatus.Orphaned] };
        yield return new() { Users = ["u1"], Clients = ["c1"] };
        yield return new() { OrphanedBefore = Some.Time.AddDays(-2) };
        yield return new() { CreatedFrom = Some.Time.AddDays(-3), CreatedBefore = Some.Time.AddDays(-1) };
        yield return new() { UsedFrom = Some.Time.AddHours(-4) };
        yield return new() { UsedBefore = Some.Time.AddHours(-4), Statuses = [CredentialStatus.Active] };
        yield return new() { Search = "client_2" };
        yield return new() { Search = "key-1" };
        yield return new() { Search = "_1" };
    }

    private async Task<(Random Random, IReadOnlyList<Row> Rows)> LoadAsync(int seed)
    {
        var random = new Random(seed);
        World.Of(random).Load(database);
        await using var db = database.CreateDbContext();
        // Times that differ and times that are alike, so that both the date and what follows it decide.
        await db.Database.ExecuteSqlRawAsync(Times, Some.Time.ToUnixTimeMilliseconds());
        var used = db.OAuthTokenSecrets.Select(row => new { row.PublicId, row.LastUsedAt }).Concat(db.HeaderCredentialSecrets.Select(row => new { row.PublicId, row.LastUsedAt }))
            .ToDictionary(row => row.PublicId, row => row.LastUsedAt);
        return (random,
        [
            .. db.OAuthTokens.AsEnumerable().Select(row => Of(CredentialKind.OAuthToken, $"t{row.Id}", row, row.Status, row.OrphanedAt, used[$"t{row.Id}"])),
            .. db.HeaderCredentials.AsEnumerable().Select(row => Of(CredentialKind.HeaderCredential, $"h{row.Id}", row, row.Status, row.OrphanedAt, used[$"h{row.Id}"])),
            .. db.OAuthFlows.Where(row => row.Status == FlowStatus.Pending).AsEnumerable().Select(row => Of(CredentialKind.OAuthFlow, $"of{row.Id}", row, CredentialStatus.Pending, null, null)),
            .. db.HeaderFlows.Where(row => row.Status == FlowStatus.Pending).AsEnumerable().Select(row => Of(CredentialKind.HeaderFlow, $"hf{row.Id}", row, CredentialStatus.Pending, null, null)),
        ]);
    }

    private static Row Of(CredentialKind kind, string id, IdentityKeyed row, CredentialStatus status, DateTimeOffset? orphaned, DateTimeOffset? used)
    {
        var (who, name) = row.IdentityKind switch
        {
            IdentityKind.VirtualKey => ($"vk{row.IdentityId}", $"key-{row.IdentityId}"),
            IdentityKind.User => ($"u{row.IdentityId}", $"User {row.IdentityId} user{row.IdentityId}@example.com"),
            _ => ("", ""),
        };
        return new(kind, row.Id, id, row.McpClientId, row.IdentityKind, row.IdentityId, who, name, status, row.CreatedAt, orphaned, used);
    }

    private sealed record Row(
        CredentialKind Kind, long Id, string PublicId, int Client, IdentityKind IdentityKind, int Identity, string Who, string Name, CredentialStatus Status,
        DateTimeOffset CreatedAt, DateTimeOffset? OrphanedAt, DateTimeOffset? LastUsedAt);
}
