using System.Diagnostics;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Gatehouse.Data.Tokens;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.Engines;

/// <summary>The one way to write: what it keeps, what it refuses, and what it says of it.</summary>
public sealed class WritesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly Writes writes;

    public WritesTests() => writes = database.WritesAt();

    public void Dispose()
    {
        writes.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task What_is_kept_without_a_word_on_record_is_rolled_back()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes.RunAsync(Some.Admin, Role.Viewer, async step =>
        {
            step.Db.Add(Some.Group(1));
            await step.Db.SaveChangesAsync(Cancel);
            return Written.Kept(true);
        }, Cancel));
        await using var db = database.CreateDbContext();
        Assert.False(await db.Groups.AnyAsync(Cancel));
    }

    [Fact]
    public async Task What_is_dropped_leaves_neither_a_row_nor_an_entry()
    {
        await writes.RunAsync(Some.Admin, Role.Viewer, async step =>
        {
            step.Db.Add(Some.Group(1));
            await step.Db.SaveChangesAsync(Cancel);
            step.Record(new RecordEntry(RecordAction.GroupMade));
            return Written.Dropped(true);
        }, Cancel);
        await using var db = database.CreateDbContext();
        Assert.False(await db.Groups.AnyAsync(Cancel));
        Assert.False(await db.Events.AnyAsync(happened => happened.Action == RecordAction.GroupMade, Cancel));
    }

    [Fact]
    public async Task A_value_that_something_else_took_is_an_outcome()
    {
        database.Add(Some.Group(1));
        var result = await writes.RunAsync(Some.Admin, Role.Viewer, async step =>
        {
            step.Record(new RecordEntry(RecordAction.GroupMade));
            step.Db.Add(new Group { PublicId = "other", DisplayName = "Group 1", CreatedAt = Some.Time });
            await step.Db.SaveChangesAsync(Cancel);
            return Written.Kept(true);
        }, Cancel);
        Assert.Equal("display_name", Assert.IsType<WriteResult<bool>.Taken>(result).Columns[^1]);
    }

    [Fact]
    public async Task Of_sixteen_that_want_one_name_at_the_same_moment_one_gets_it_and_the_others_hear_that_it_is_taken()
    {
        database.Add(Some.User(1), Some.User(2));
        var edits = Enumerable.Range(0, 16).Select(_ => new PeopleEdits(database.WritesAt())).ToArray();
        var made = await Task.WhenAll(edits.Select(each => Task.Run(() => each.CreateUserAsync(Some.Admin, "Nina", "nina", Cancel))));
        Assert.Single(made.OfType<EditOutcome.Done>());
        Assert.Equal(15, made.OfType<EditOutcome.Refused>().Count(refused => refused is { Field: "user_name", IsTaken: true }));

        var renamed = await Task.WhenAll(new[] { 1, 2 }.Select(id => Task.Run(() => edits[id].RenameUserAsync(
            Some.Admin, $"u{id}", new UserNames($"User {id}", $"user{id}@example.com"), new UserNames("Ben", "ben"), Cancel))));
        Assert.Single(renamed.OfType<EditOutcome.Done>());
        Assert.True(Assert.Single(renamed.OfType<EditOutcome.Refused>()).IsTaken);
    }

    [Fact]
    public async Task A_write_waits_fifteen_seconds_for_another_and_then_says_so()
    {
        database.Add(Some.VirtualKey(1));
        await using var held = database.CreateDbContext();
        await using var transaction = await held.Database.BeginTransactionAsync(Cancel);
        var began = Stopwatch.GetTimestamp();
        // Three at once on one process: those in line wait no longer than the first.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new VirtualKeyEdits(writes).RotateAsync(Some.Admin, "vk1", Cancel))));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 14, 22);
        Assert.All(outcomes, outcome => Assert.InRange(Assert.IsType<EditOutcome.Busy>(outcome).Waited.TotalSeconds, 14, 22));
    }

    [Fact]
    public async Task A_preview_waits_for_nobody_and_writes_nothing()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.User(1));
        database.Add(Some.Grant(1, 1));
        await using var held = database.CreateDbContext();
        await using var transaction = await held.Database.BeginTransactionAsync(Cancel);
        var joint = new JointEdits(database.Reconciler(), database.Connections, writes, TimeProvider.System, NullLogger<JointEdits>.Instance);

        var renamed = await joint.PlanAsync(WholeEdits.Key("vk1", new VirtualKeyPatch("another"), null, []), Cancel);
        var made = await joint.PlanAsync(WholeEdits.NewKey(new NewVirtualKey("new"), null, [new ClientTools("c1", ["*"])]), Cancel);
        var taken = await joint.PlanAsync(WholeEdits.NewKey(new NewVirtualKey("key-1"), null, null), Cancel);

        Assert.Single(Assert.IsType<PlanOutcome.Planned>(renamed.Plan).Plan.Policy);
        Assert.Single(Assert.IsType<PlanOutcome.Planned>(made.Plan).Plan.Policy);
        Assert.True(Assert.IsType<EditOutcome.Refused>(taken.Refused).IsTaken);
        await transaction.RollbackAsync(Cancel);
        await using var db = database.CreateDbContext();
        Assert.Equal("key-1", Assert.Single(await db.VirtualKeys.ToArrayAsync(Cancel)).Name);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_a_token_that_was_revoked_and_a_sign_in_that_is_over_write_nothing()
    {
        database.Add(
            new Admin { Id = "a", UserName = "ana", NormalizedUserName = "ANA", Role = Role.Viewer, SecurityStamp = "s" },
            new ApiToken { PublicId = "t", Name = "t", Role = Role.Admin, Prefix = "gh_", Hash = [1], CreatedAt = Some.Time, CreatedBy = "x", RevokedAt = Some.Time });
        // What they were when the page opened, or the request began.
        Actor[] actors = [Some.Admin with { Id = "a" }, Some.Admin with { Id = "t", IsToken = true }, Some.Admin with { Id = "a", SignInId = 7 }, Some.Admin with { Id = "gone" }];
        foreach (var actor in actors)
            Assert.Equal(new EditOutcome.NotAllowed(Role.Admin), await new PeopleEdits(writes).CreateGroupAsync(actor, "Legal", Cancel));
        await using var db = database.CreateDbContext();
        Assert.False(await db.Groups.AnyAsync(Cancel));
    }

    [Fact]
    public async Task Only_what_touches_policy_people_credentials_or_flows_raises_the_version_of_policy()
    {
        database.Add(Some.VirtualKey(1));
        var before = await VersionAsync();
        await new SettingEdits(writes).KeepOrphansAsync(Some.Admin, 30, Cancel);
        Assert.IsType<EditOutcome.Done>(await new ApiTokenStore(database, writes, TimeProvider.System).CreateAsync(Some.Admin, "ci", Role.Viewer, null, Cancel));
        Assert.NotNull(await new Data.Drafts.KeptDrafts(database, writes, TimeProvider.System).KeepAsync("a", "s", "t", "{}", Cancel));
        Assert.Equal(before, await VersionAsync());
        Assert.IsType<EditOutcome.Done>(await new VirtualKeyEdits(writes).RotateAsync(Some.Admin, "vk1", Cancel));
        Assert.Equal(before + 1, await VersionAsync());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<long> VersionAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Set<PolicyVersion>().Select(row => row.Version).SingleAsync(Cancel);
    }
}
