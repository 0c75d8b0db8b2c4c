using Gatehouse.Data.Accounts;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Accounts;

public sealed class ApiTokenStoreTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly ApiTokenStore tokens;

    public ApiTokenStoreTests() => tokens = new ApiTokenStore(database, clock);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_token_is_shown_once_and_stands_for_its_name_and_role()
    {
        var token = await MakeAsync("ci", Role.Operator);

        Assert.Equal(("ci", Role.Operator), await tokens.KnowAsync(token, Cancel) is { } holder ? (holder.Name, holder.Role) : default);
        var listed = Assert.Single(await tokens.ListAsync(Cancel));
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
        var id = (await tokens.ListAsync(Cancel))[0].Id;

        Assert.IsType<EditOutcome.Done>(await tokens.RevokeAsync(id, "ana", Cancel));

        Assert.Null(await new ApiTokenStore(database, clock).KnowAsync(token, Cancel));
        Assert.Equal("ana", (await tokens.ListAsync(Cancel))[0].RevokedBy);
        Assert.IsType<EditOutcome.Done>(await tokens.RevokeAsync(id, "ben", Cancel));
        Assert.Equal("ana", (await tokens.ListAsync(Cancel))[0].RevokedBy);
        await MakeAsync("ci", Role.Viewer);
        Assert.IsType<EditOutcome.Gone>(await tokens.RevokeAsync("tok-nobody", "ana", Cancel));
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
    public async Task Its_last_use_is_kept_to_the_minute()
    {
        var token = await MakeAsync("ci", Role.Viewer);
        Assert.Null((await tokens.ListAsync(Cancel))[0].LastUsedAt);
        await tokens.KnowAsync(token, Cancel);
        clock.Advance(TimeSpan.FromSeconds(30));
        await tokens.KnowAsync(token, Cancel);
        Assert.Equal(Some.Time, (await tokens.ListAsync(Cancel))[0].LastUsedAt);
        clock.Advance(TimeSpan.FromSeconds(30));
        await tokens.KnowAsync(token, Cancel);
        Assert.Equal(Some.Time.AddMinutes(1), (await tokens.ListAsync(Cancel))[0].LastUsedAt);
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
            Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(await tokens.CreateAsync(name, role, expires, "ana", Cancel)).Field);
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.ApiTokens.CountAsync(Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> MakeAsync(string name, Role role, DateTimeOffset? expires = null) =>
        Assert.IsType<EditOutcome.Done>(await tokens.CreateAsync(name, role, expires, "ana", Cancel)).Secret!;
}
