using Gatehouse.Data.Accounts;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.SignIns;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Accounts;

public sealed class SignInStoreTests : IDisposable
{
    private static readonly SignInLimits Limits = new(TimeSpan.FromHours(12), TimeSpan.FromMinutes(60));
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly SignInStore store;
    private readonly SignInEdits edits;
    private readonly SignInQueries queries;
    private readonly Admin mara = Account("mara.holt", Role.Admin);
    private readonly Admin oz = Account("oz", Role.Viewer);

    public SignInStoreTests()
    {
        (store, edits, queries) = (new SignInStore(database, database.WritesAt(clock), Limits, clock), new SignInEdits(database.WritesAt(clock)), new SignInQueries(database, Limits, clock));
        database.Add(mara, oz);
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_sign_in_stands_for_its_account_and_role_and_its_secret_is_nowhere_at_rest()
    {
        var secret = await OpenAsync(mara);
        var known = (await store.KnowAsync(secret, Cancel))!;
        Assert.Equal(("mara.holt", Role.Admin), (known.UserName, known.Role));
        Assert.True(secret.Length > 40);
        Assert.Null(await store.KnowAsync(secret[..^1], Cancel));
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(database.Path, Cancel) + await File.ReadAllTextAsync(database.Path + "-wal", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_after_twelve_hours_whatever_is_done_meanwhile()
    {
        var secret = await OpenAsync(mara);
        var id = (await store.KnowAsync(secret, Cancel))!.Id;
        for (var minutes = 0; minutes < 12 * 60 - 30; minutes += 30)
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            await store.SeenAsync(id, clock.GetUtcNow(), Cancel);
            Assert.NotNull(await store.KnowAsync(secret, Cancel));
        }
        clock.Advance(TimeSpan.FromMinutes(30));
        await store.SeenAsync(id, clock.GetUtcNow(), Cancel);
        Assert.Null(await store.KnowAsync(secret, Cancel));
        Assert.Empty(await store.StandingAsync([id], Cancel));
    }

    [Fact]
    public async Task It_ends_after_an_hour_in_which_nothing_is_done()
    {
        var secret = await OpenAsync(mara);
        clock.Advance(TimeSpan.FromMinutes(60));
        Assert.NotNull(await store.KnowAsync(secret, Cancel));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await store.KnowAsync(secret, Cancel));
        Assert.Empty((await ListedAsync()).Items);
    }

    [Fact]
    public async Task Ended_is_ended_for_every_copy_of_the_cookie_and_tells_open_pages()
    {
        var (here, there) = (await OpenAsync(mara), await OpenAsync(mara));
        var told = 0;
        edits.Ended += () => told++;
        var known = (await store.KnowAsync(there, Cancel))!;
        Assert.IsType<EditOutcome.Done>(await edits.EndAsync(Some.Admin, known.PublicId, cancellation: Cancel));
        Assert.Null(await store.KnowAsync(there, Cancel));
        Assert.NotNull(await store.KnowAsync(here, Cancel));
        Assert.IsType<EditOutcome.Done>(await edits.EndAsync(Some.Admin, known.PublicId, cancellation: Cancel));
        Assert.IsType<EditOutcome.Gone>(await edits.EndAsync(Some.Admin, "signin-none", cancellation: Cancel));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Nobody_ends_a_sign_in_of_somebody_else_by_its_id()
    {
        var secret = await OpenAsync(mara);
        var known = (await store.KnowAsync(secret, Cancel))!;
        Assert.IsType<EditOutcome.Gone>(await edits.EndAsync(Some.Admin, known.PublicId, oz.Id, Cancel));
        Assert.NotNull(await store.KnowAsync(secret, Cancel));
    }

    [Fact]
    public async Task All_of_an_account_end_but_the_one_that_asks()
    {
        var (here, there, other) = (await OpenAsync(mara), await OpenAsync(mara), await OpenAsync(oz));
        Assert.Equal(new EditOutcome.Done("1"), await edits.EndAllAsync(Some.Admin, mara.Id, (await store.KnowAsync(here, Cancel))!.Id, Cancel));
        Assert.NotNull(await store.KnowAsync(here, Cancel));
        Assert.Null(await store.KnowAsync(there, Cancel));
        Assert.NotNull(await store.KnowAsync(other, Cancel));
        Assert.Equal(new EditOutcome.Done("2"), await edits.EndAllAsync(Some.Admin, null, cancellation: Cancel));
    }

    [Fact]
    public async Task Another_password_or_role_ends_it_whoever_writes_it_and_so_does_the_end_of_the_account()
    {
        var (secret, of_oz) = (await OpenAsync(mara), await OpenAsync(oz));
        await using var db = database.CreateDbContext();
        await db.Users.Where(admin => admin.Id == mara.Id).ExecuteUpdateAsync(set => set.SetProperty(admin => admin.SecurityStamp, "another"), Cancel);
        Assert.Null(await store.KnowAsync(secret, Cancel));
        await db.Users.Where(admin => admin.Id == oz.Id).ExecuteDeleteAsync(Cancel);
        Assert.Null(await store.KnowAsync(of_oz, Cancel));
        Assert.Empty((await ListedAsync()).Items);
    }

    [Fact]
    public async Task When_it_was_seen_last_only_moves_forward()
    {
        var id = (await store.KnowAsync(await OpenAsync(mara), Cancel))!.Id;
        await store.SeenAsync(id, Some.Time.AddMinutes(5), Cancel);
        await store.SeenAsync(id, Some.Time.AddMinutes(3), Cancel);
        Assert.Equal(Some.Time.AddMinutes(5), Assert.Single((await ListedAsync()).Items).LastSeenAt);
    }

    [Fact]
    public async Task The_list_is_filtered_sorted_and_paged_and_holds_only_what_counts()
    {
        for (var number = 0; number < 30; number++)
        {
            await store.OpenAsync(number % 3 == 0 ? oz : mara, $"192.0.2.{number}", "Firefox on Linux", Cancel);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        var page = await ListedAsync();
        Assert.Equal((25, 30, "192.0.2.29"), (page.Items.Count, page.Total, page.Items[0].Address));
        Assert.Equal(10, (await ListedAsync(new SignInFilter { AdminId = oz.Id })).Total);
        Assert.Equal("oz", (await ListedAsync(new SignInFilter { Sort = SignInSort.Account })).Items[0].UserName);
        Assert.Equal("192.0.2.0", (await ListedAsync(new SignInFilter { Sort = SignInSort.Made, Descending = false })).Items[0].Address);
        Assert.Equal(1, (await ListedAsync(new SignInFilter { Search = "192.0.2.17" })).Total);
        Assert.Equal(20, (await ListedAsync(new SignInFilter { Search = "MARA" })).Total);
        Assert.Equal(30, (await ListedAsync(new SignInFilter { Search = "firefox" })).Total);
    }

    [Fact]
    public async Task Rows_that_were_over_long_ago_are_forgotten_with_the_next_sign_in()
    {
        await OpenAsync(mara);
        clock.Advance(Limits.Longest + SignInLimits.Kept + TimeSpan.FromMinutes(1));
        await OpenAsync(mara);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.SignIns.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_password_given_again_is_noted()
    {
        var id = (await store.KnowAsync(await OpenAsync(mara), Cancel))!.Id;
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(Some.Time, await store.PasswordAtAsync(id, Cancel));
        await store.GiveAgainAsync(id, Cancel);
        Assert.Equal(clock.GetUtcNow(), await store.PasswordAtAsync(id, Cancel));
        Assert.Null(await store.PasswordAtAsync(-1, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Admin Account(string name, Role role) =>
        new() { Id = $"id-of-{name}", UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = role, SecurityStamp = $"stamp of {name}" };

    private async Task<string> OpenAsync(Admin admin) => Assert.IsType<EditOutcome.Done>(await store.OpenAsync(admin, "192.0.2.1", "Firefox on Linux", Cancel)).Secret!;

    private Task<Paged<SignInItem>> ListedAsync(SignInFilter? filter = null) => queries.ListAsync(filter ?? new SignInFilter(), new Window(), Cancel);
}
