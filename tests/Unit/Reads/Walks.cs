using Gatehouse.Data.Accounts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>Every list that has a cursor, in every order.</summary>
internal static class Walks
{
    private static readonly TimeProvider Clock = new FixedClock();

    /// <summary>Lists without a cursor: pages with numbers in the browser, and Bifrost's, whose contract is an offset.</summary>
    public static readonly string[] ByNumber =
    [
        "ClientPolicyQueries.ListAsync", "KeyPolicyQueries.ListAsync", "ChoiceQueries.ClientsAsync",
        "CredentialQueries.OfKeyAsync", "CredentialQueries.OfUserAsync", "CredentialQueries.OfClientAsync",
    ];

    public static IReadOnlyList<Walk> All { get; } =
    [
        .. Ordered<PeopleSort>("PeopleQueries.ListAsync", User, async (database, sort, down, window) => WalkPage.Of(
            await new PeopleQueries(database).ListAsync(new PeopleFilter { Sort = sort, Descending = down }, window), user => user.Id)),
        .. Ordered<PeopleSort>("GroupQueries.ListAsync", Group, async (database, sort, down, window) => WalkPage.Of(
            await new GroupQueries(database).ListAsync(new PeopleFilter { Sort = sort, Descending = down }, window), group => group.Id)),
        .. Ordered<VirtualKeySort>("VirtualKeyQueries.ListAsync", Key, async (database, sort, down, window) => WalkPage.Of(
            await new VirtualKeyQueries(database, Clock).ListAsync(new VirtualKeyFilter { Sort = sort, Descending = down }, window), key => key.Id), Owners),
        .. Ordered<McpClientSort>("McpClientQueries.ListAsync", Client, async (database, sort, down, window) => WalkPage.Of(
            await new McpClientQueries(database).ListAsync(new McpClientFilter { Sort = sort, Descending = down }, window), client => client.Id)),
        .. Ordered<ProfileSort>("ProfileQueries.ListAsync", Profile, async (database, sort, down, window) => WalkPage.Of(
            await new ProfileQueries(database).ListAsync(new ProfileFilter { Sort = sort, Descending = down }, window), profile => profile.Id)),
        .. Ordered<ApiTokenSort>("ApiTokenQueries.ListAsync", ApiToken, async (database, sort, down, window) => WalkPage.Of(
            await new ApiTokenQueries(database, Clock).ListAsync(new ApiTokenFilter { Sort = sort, Descending = down }, window), token => token.Id)),
        .. Ordered<SignInSort>("SignInQueries.ListAsync", SignIn, async (database, sort, down, window) => WalkPage.Of(
            await new SignInQueries(database, new SignInLimits(TimeSpan.FromDays(1), TimeSpan.FromDays(1)), Clock).ListAsync(new SignInFilter { Sort = sort, Descending = down }, window), signIn => signIn.Id)),
        .. Ordered<CredentialSort>("CredentialListQueries.ListAsync", Credential, async (database, sort, down, window) =>
        {
            var page = await new CredentialListQueries(database, Clock).ListAsync(new CredentialListFilter { Sort = sort, Descending = down }, window.After, window.Take);
            return WalkPage.Of(page.Items.Select(row => row.Id), page.Next);
        }, Clients),
        new("GroupQueries.MembersAsync", "", (number, random) => [.. User(number, random), new GroupMember { GroupId = 1, UserId = number }],
            async (database, after) => WalkPage.Of(await new GroupQueries(database).MembersAsync("g1", new PartyFilter(), At(after)), member => member.Party.Id)) { Ground = [Some.Group(1)] },
        new("PartyQueries.SearchAsync", "", Key,
            async (database, after) => WalkPage.Of(await new PartyQueries(database).SearchAsync(ObjectKind.VirtualKey, "", At(after)), key => key.Party.Id)) { Ground = Owners },
        new("ProfileQueries.GivenAsync", "", Given,
            async (database, after) => WalkPage.Of(await new ProfileQueries(database).GivenAsync("p1", new PartyFilter(), At(after)), given => given.Party.Id)) { Ground = [Some.Profile(1)] },
        new("SharingQueries.GrantsAsync", "", (number, random) => [.. Key(number, random), Some.Grant(number, 1)],
            async (database, after) => WalkPage.Of(await new SharingQueries(database, Clock).GrantsAsync("c1", new SharingFilter(), At(after)), row => row.KeyId))
            { Ground = [Some.McpClient(1), .. Owners] },
        new("AccessQueries.OfUserAsync", "", (number, random) => [.. Client(number, random), Some.Grant(1_000, number)], async (database, after) =>
        {
            var reached = await new AccessQueries(database, Clock).OfUserAsync("u1");
            return WalkPage.Of(Keyset.Page(reached, At(after), client => client.Name, client => client.ClientId), client => client.ClientId);
        }) { Ground = [Some.User(1), Some.VirtualKey(1_000, "mine", user: 1)] },
        new("Reconciler.PageAsync", "", (number, random) => [Some.VirtualKey(number, OddNames.Of(number, random)), .. Some.Token(number, 1, IdentityKind.VirtualKey, number)], async (database, after) =>
        {
            var page = await database.Reconciler().PageAsync(new Edit.DeleteMcpClient("c1"), new TransitionQuery(Cursor: after, Limit: Walk.Size));
            return WalkPage.Of(page.Items.Select(row => row.Id), page.NextCursor);
        }) { Ground = [Some.McpClient(1)] },
        new("ChangeQueries.ListAsync", "", (number, _) => [Change(number)],
            async (database, after) => WalkPage.Of(await new ChangeQueries(database).ListAsync(new ChangeFilter(), At(after)), change => $"{change.Id}")) { Goes = false },
        new("ChangeQueries.RowsAsync", "", Moved,
            async (database, after) => WalkPage.Of(await new ChangeQueries(database).RowsAsync(1, new MovedRowFilter(), At(after)), row => $"{(2 * row.CredentialId) - (row.Move == Move.Orphan ? 1 : 0)}"))
            { Goes = false, Ground = [Change(1), .. Clients] },
        new("RecordQueries.ListAsync", "", (number, _) => [new Event { Id = Begun + number, At = Some.Time, Actor = "mara", Action = RecordAction.SignedIn, Search = "" }], async (database, after) =>
        {
            var page = await new RecordQueries(database).ListAsync(new RecordFilter(), RecordView.Events, after is null ? null : RecordPlace.Parse(after), Walk.Size);
            return WalkPage.Of(page.Items.Where(item => item.Number > Begun).Select(item => $"{item.Number - Begun}"), page.Older?.ToString());
        }) { Goes = false },
    ];

    // The record of every file has begun with entries of its own.
    private const int Begun = 1_000;

    private static object[] Clients => [.. Enumerable.Range(1, 4).Select(id => Some.McpClient(id, $"{(id % 2 == 0 ? "client" : "CLIENT")} {id / 2}"))];

    private static object[] Owners => [Some.User(1, "Łucja"), Some.User(2, "łucja")];

    private static IEnumerable<Walk> Ordered<TSort>(
        string read, Func<int, Random, object[]> rows, Func<TestDatabase, TSort, bool, Window, Task<WalkPage>> page, object[]? ground = null) where TSort : struct, Enum =>
        from sort in Enum.GetValues<TSort>()
        from down in (bool[])[false, true]
        select new Walk(read, down ? $"{sort} down" : $"{sort}", rows, (database, after) => page(database, sort, down, At(after))) { Ground = ground ?? [] };

    private static Window At(string? after) => new(0, Walk.Size) { After = after };

    private static object[] User(int number, Random random) => [Some.User(number, OddNames.Of(number, random))];

    private static object[] Group(int number, Random random) =>
        [new Group { Id = number, PublicId = $"g{number}", DisplayName = OddNames.Of(number, random), CreatedAt = Some.Time }];

    private static object[] Key(int number, Random random) => [new VirtualKey
    {
        Id = number,
        PublicId = $"vk{number}",
        Name = OddNames.Of(number, random),
        OwnerUserId = random.Next(3) is > 0 and var user ? user : null,
        CreatedAt = Some.Time,
        UpdatedAt = Some.Time.AddMinutes(random.Next(5)),
    }];

    private static object[] Client(int number, Random random)
    {
        var client = Some.McpClient(number, OddNames.Of(number, random), auth: random.Next(2) == 0 ? AuthType.PerUserOAuth : AuthType.None);
        client.Disabled = random.Next(2) == 0;
        return [client];
    }

    private static object[] Profile(int number, Random random) => [new AccessProfile
    {
        Id = number,
        PublicId = $"p{number}",
        Name = OddNames.Of(number, random),
        IsActive = true,
        CreatedAt = Some.Time,
        UpdatedAt = Some.Time.AddMinutes(random.Next(5)),
    }];

    private static object[] ApiToken(int number, Random random) => [new ApiToken
    {
        Id = number,
        PublicId = $"t{number}",
        Name = OddNames.Of(number, random),
        Prefix = "gh_",
        Hash = BitConverter.GetBytes(number),
        CreatedAt = Some.Time.AddMinutes(random.Next(5)),
        CreatedBy = "mara",
        LastUsedAt = random.Next(3) == 0 ? null : Some.Time.AddMinutes(random.Next(5)),
    }];

    private static object[] SignIn(int number, Random random) =>
    [
        new Admin { Id = $"a{number}", UserName = OddNames.Of(number, random), NormalizedUserName = $"{number}", SecurityStamp = "stamp" },
        new SignIn
        {
            Id = number,
            PublicId = $"s{number}",
            Hash = BitConverter.GetBytes(number),
            AdminId = $"a{number}",
            Stamp = "stamp",
            MadeAt = Some.Time.AddMinutes(random.Next(5)),
            LastSeenAt = Some.Time.AddMinutes(random.Next(5)),
            Browser = "Firefox on Linux",
        },
    ];

    private static object[] Credential(int number, Random random)
    {
        var client = 1 + random.Next(4);
        object[] rows = random.Next(2) == 0 ? Some.Token(number, client, IdentityKind.VirtualKey, number, orphaned: random.Next(3) == 0)
            : Some.Header(number, client, IdentityKind.VirtualKey, number, orphaned: random.Next(3) == 0);
        foreach (var secret in rows)
            if (random.Next(2) == 0)
                secret.GetType().GetProperty("LastUsedAt")?.SetValue(secret, Some.Time.AddMinutes(random.Next(5)));
        return [Some.VirtualKey(number, OddNames.Of(number, random)), .. rows];
    }

    private static object[] Given(int number, Random random) => (number % 3) switch
    {
        0 => [Some.VirtualKey(number, OddNames.Of(number, random)), new ProfileAssignment { Id = number, ProfileId = 1, VirtualKeyId = number }],
        1 => [.. User(number, random), new ProfileAssignment { Id = number, ProfileId = 1, UserId = number }],
        _ => [.. Group(number, random), new ProfileAssignment { Id = number, ProfileId = 1, GroupId = number }],
    };

    private static Change Change(int number) => new()
    {
        Id = number,
        CommittedAt = Some.Time,
        Actor = "mara",
        EditKind = EditKind.Allowlist,
        Edit = "{}",
        Policy = [],
        Tallies = [],
        Fingerprint = $"{number}",
    };

    // One credential can move twice in a change: then only the move tells the rows apart.
    private static object[] Moved(int number, Random _)
    {
        var credential = (number + 1) / 2;
        return [new ChangedCredential
        {
            ChangeId = 1,
            Kind = credential % 2 == 0 ? CredentialKind.OAuthToken : CredentialKind.HeaderCredential,
            McpClientId = 1 + (credential % 4),
            IdentityKind = IdentityKind.Session,
            IdentityId = credential % 3,
            CredentialId = credential,
            Move = number % 2 == 1 ? Move.Orphan : Move.NeedsUpdate,
            Reason = Reason.RemovedFromAllowlist,
            From = CredentialStatus.Active,
        }];
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Some.Time.AddMinutes(10);
    }
}
