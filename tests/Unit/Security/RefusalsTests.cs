using System.Security.Claims;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.History;
using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Security;

/// <summary>Refusals before sign-in are on record, and do not fill it.</summary>
public sealed class RefusalsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly Refusals refusals;

    public RefusalsTests() =>
        refusals = new Refusals(new EventWrites(database.WritesAt(clock), NullLogger<EventWrites>.Instance), clock);

    public void Dispose()
    {
        refusals.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task The_first_of_an_address_and_name_is_an_entry_and_the_next_ones_are_counted()
    {
        for (var guess = 0; guess < 8; guess++)
        {
            refusals.Note(RecordAction.SignInRefused, "lena.fischer", "10.20.7.92", "wrong password");
            await refusals.WriteDueAsync();
        }
        refusals.Note(RecordAction.SignInRefused, "lena.fischer", "10.20.7.93", "wrong password");
        await refusals.WriteDueAsync();
        await refusals.WriteDueAsync();
        Assert.Equal(2, (await EntriesAsync()).Length);

        clock.Advance(TimeSpan.FromMinutes(10));
        await refusals.WriteDueAsync();
        await refusals.WriteDueAsync();

        var entries = await EntriesAsync();
        Assert.Equal(3, entries.Length);
        Assert.Equal(("lena.fischer", "10.20.7.92", """{"why":"wrong password"}"""), (entries[0].Actor, entries[0].Address, entries[0].After));
        Assert.Equal(("10.20.7.92", """{"why":"wrong password","times":"7"}"""), (entries[2].Address, entries[2].After));
    }

    [Fact]
    public async Task A_wrong_password_that_a_page_asked_for_again_is_on_record_with_whose_page_it_is()
    {
        await using var context = new PageContext(database);
        context.Authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, "a1"), new Claim("sign_in", "1"), new Claim("sign_in_id", "signin-1"));
        Assert.IsType<Knock.Wrong>(await context.Services.GetRequiredService<PasswordAgain>().GiveAsync("wrong-password-typed"));
        await context.Services.GetRequiredService<Refusals>().WriteDueAsync();

        Assert.Equal(
            (RecordAction.SignInRefused, "mara.holt", Origin.Page, """{"why":"wrong password, asked for again on a page"}"""),
            await EntriesAsync() is [var only] ? (only.Action, only.Actor, only.Origin, only.After!) : default);
    }

    [Fact]
    public async Task A_name_that_is_no_account_is_not_written_down()
    {
        refusals.Note(RecordAction.SignInRefused, null, "10.20.7.92", "unknown name");
        await refusals.WriteDueAsync();

        Assert.Equal(("Unknown", null), await EntriesAsync() is [var only] ? (only.Actor, only.ObjectName) : default);
    }

    [Fact]
    public async Task There_are_never_more_than_sixty_entries_a_minute_and_none_is_forgotten()
    {
        for (var address = 0; address < 200; address++)
            refusals.Note(RecordAction.SignInRefused, null, $"10.20.7.{address}", "unknown name");
        await refusals.WriteDueAsync();
        Assert.Equal(60, (await EntriesAsync()).Length);

        for (var minute = 0; minute < 3; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await refusals.WriteDueAsync();
            Assert.Equal(Math.Min(200, 60 * (minute + 2)), (await EntriesAsync()).Length);
        }
    }

    private async Task<Event[]> EntriesAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Events.Where(row => row.Action == RecordAction.SignInRefused).OrderBy(row => row.Id).ToArrayAsync(TestContext.Current.CancellationToken);
    }
}
