using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.Tokens;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Accounts;

public sealed class ApiTokenStoreTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly ApiTokenStore tokens;

    public ApiTokenStoreTests() => tokens = new ApiTokenStore(database, database.WritesAt(clock), clock);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_token_is_shown_once_and_stands_for_its_name_and_role()
    {
        var token = await MakeAsync("ci", Role.Operator);

        Assert.Equal(("ci", Role.Operator), await tokens.KnowAsync(token, Cancel) is { } holder ? (holder.Name, holder.Role) : default);
        var listed = Assert.Single(await ListedAsync());
        Assert.StartsWith(listed.Prefix, token, StringComparison.Ordinal);
        Assert.True(token.Length > 40 && listed.Prefix.Length < 15);
        Assert.DoesNotContain(token[11..], await File.ReadAllTextAsync(database.Path, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gh_")]
    [InlineData("gh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("something else")]
    public async Task Nobody_is_known_by_a_guess(string guess)
    {
        await MakeAsync("ci", Role.Admin);
        Assert.Null(await tokens.KnowAsync(guess, Cancel));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_by_every_process_and_its_name_is_free_again()
    {
        var token = await MakeAsync("ci", Role.Admin);
        var id = (await ListedAsync())[0].Id;

        Assert.IsType<EditOutcome.Done>(await tokens.RevokeAsync(Some.Named("ana"), id, Cancel));

        Assert.Null(await new ApiTokenStore(database, database.WritesAt(clock), clock).KnowAsync(token, Cancel));
        Assert.Equal("ana", (await ListedAsync())[0].RevokedBy);
        Assert.IsType<EditOutcome.Done>(await tokens.RevokeAsync(Some.Named("ben"), id, Cancel));
        Assert.Equal("ana", (await ListedAsync())[0].RevokedBy);
        await MakeAsync("ci", Role.Viewer);
        Assert.IsType<EditOutcome.Gone>(await tokens.RevokeAsync(Some.Named("ana"), "tok-nobody", Cancel));
    }

    [Fact]
    public async Task A_token_ends_when_it_was_said_to()
    {
        var token = await MakeAsync("ci", Role.Viewer, Some.Time.AddDays(1));
        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await tokens.KnowAsync(token, Cancel));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await tokens.KnowAsync(token, Cancel));
    }

    [Fact]
    public async Task Its_last_use_only_moves_forward_and_nothing_is_written_when_it_is_known()
    {
        var token = await MakeAsync("ci", Role.Viewer);
        var holder = (await tokens.KnowAsync(token, Cancel))!;
        Assert.Null((await ListedAsync())[0].LastUsedAt);
        await tokens.UsedAsync(holder.Id, Some.Time, Cancel);
        await tokens.UsedAsync(holder.Id, Some.Time.AddMinutes(-1), Cancel);
        Assert.Equal(Some.Time, (await ListedAsync())[0].LastUsedAt);
        Assert.Equal(Some.Time, (await tokens.KnowAsync(token, Cancel))!.LastUsedAt);
    }

    [Fact]
    public async Task Of_tokens_made_at_the_same_moment_under_one_name_one_is_made()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => tokens.CreateAsync(Some.Named("ana"), "ci", Role.Viewer, null, Cancel))));
        Assert.Single(outcomes.OfType<EditOutcome.Done>());
        Assert.Equal(7, outcomes.OfType<EditOutcome.Refused>().Count(refused => refused.Field == "name"));
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_role_and_search_and_sorted()
    {
        await MakeAsync("Beta", Role.Operator);
        await MakeAsync("alpha", Role.Viewer, Some.Time.AddDays(1));
        await MakeAsync("gone", Role.Viewer);
        await tokens.RevokeAsync(Some.Named("ana"), (await ListedAsync()).Single(token => token.Name == "gone").Id, Cancel);
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["alpha", "Beta", "gone"], await NamesAsync(new()));
        Assert.Equal(["gone", "Beta", "alpha"], await NamesAsync(new() { Descending = true }));
        Assert.Equal(["Beta"], await NamesAsync(new() { State = ApiTokenState.Good }));
        Assert.Equal(["alpha"], await NamesAsync(new() { State = ApiTokenState.Expired }));
        Assert.Equal(["gone"], await NamesAsync(new() { State = ApiTokenState.Revoked }));
        Assert.Equal(["Beta"], await NamesAsync(new() { Role = Role.Operator }));
        Assert.Equal(["Beta"], await NamesAsync(new() { Search = "BET" }));
        Assert.Equal(["Beta", "alpha", "gone"], await NamesAsync(new() { Sort = ApiTokenSort.Created }));
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_token_is_named_by_field_and_nothing_is_made()
    {
        await MakeAsync("ci", Role.Viewer);
        foreach (var (name, role, expires, field) in new[]
        {
            (" ", Role.Viewer, (DateTimeOffset?)null, "name"), (new string('x', 101), Role.Viewer, null, "name"), ("ci", Role.Viewer, null, "name"),
            ("a\nb", Role.Viewer, null, "name"), ("x", (Role)9, null, "role"), ("x", Role.Viewer, Some.Time, "expires_at"),
        })
            Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(await tokens.CreateAsync(Some.Named("ana"), name, role, expires, Cancel)).Field);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.ApiTokens.CountAsync(Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<ApiTokenItem>> ListedAsync(ApiTokenFilter? filter = null) =>
        (await new ApiTokenQueries(database, clock).ListAsync(filter ?? new() { Sort = ApiTokenSort.Created }, new Window(), Cancel)).Items;

    private async Task<string[]> NamesAsync(ApiTokenFilter filter) => [.. (await ListedAsync(filter)).Select(token => token.Name)];

    private async Task<string> MakeAsync(string name, Role role, DateTimeOffset? expires = null) =>
        Assert.IsType<EditOutcome.Done>(await tokens.CreateAsync(Some.Named("ana"), name, role, expires, Cancel)).Secret!;
}
