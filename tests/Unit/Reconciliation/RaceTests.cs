using System.Globalization;
using Gatehouse.Data.Access;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// The races of the reference's list (CC-01 to CC-05, RM-10, RM-19), each side on connections of its own. <c>GATEHOUSE_ROUNDS</c> says
/// how many rounds each.
/// </summary>
public sealed class RaceTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly AccessCheck check;
    private readonly FlowEdits flows;
    private readonly int rounds = int.TryParse(Environment.GetEnvironmentVariable("GATEHOUSE_ROUNDS"), CultureInfo.InvariantCulture, out var value) ? value : 8;
    private readonly Random random = new(1);
    private readonly ITestOutputHelper output;

    public RaceTests(ITestOutputHelper output)
    {
        this.output = output;
        check = new AccessCheck(database, TimeProvider.System);
        flows = new FlowEdits(database.WritesAt(TimeProvider.System), new SecretProtector(new EphemeralDataProtectionProvider()));
        database.Add(new HeaderNameSet { Id = 1, Names = [] });
    }

    public void Dispose()
    {
        check.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task CC01_Of_two_saves_with_opposite_grants_the_credential_follows_the_last()
    {
        for (var round = 1; round <= rounds; round++)
        {
            database.Add(Some.VirtualKey(round), Some.McpClient(round));
            database.Add(Some.Token(round, round, IdentityKind.VirtualKey, round, orphaned: true));
            await AtOnceAsync(
                () => CommitAsync(new Edit.Allowlist($"vk{round}", Set: [new($"c{round}", ["*"])])),
                () => CommitAsync(new Edit.Allowlist($"vk{round}", Set: [])));

            await using var db = database.CreateDbContext();
            var last = db.ChangedGrants.Where(row => row.VirtualKeyId == round).OrderByDescending(row => row.ChangeId).First().After;
            Assert.Equal(last is not null, db.Grants.Any(grant => grant.VirtualKeyId == round));
            Assert.Equal(last is not null, check.Ask(new($"c{round}", $"vk{round}")).Usable);
        }
    }

    [Theory]
    [InlineData(FlowStatus.Claiming)]
    [InlineData(FlowStatus.Authorized)]
    public async Task CC02_A_sign_in_that_finishes_while_its_grant_goes_is_never_usable(FlowStatus status)
    {
        var before = 0;
        for (var round = 1; round <= rounds; round++)
        {
            database.Add(Some.User(round), Some.VirtualKey(round, user: round), Some.McpClient(round), Some.Grant(round, round));
            var (kind, who) = round % 2 == 0 ? (IdentityKind.VirtualKey, (string?)null) : (IdentityKind.User, $"u{round}");
            database.Add(Fresh(Some.OAuthFlow(round, round, kind, round, status)));
            var (commit, finish) = await AtOnceAsync(
                () => CommitAsync(round % 3 == 0 ? new Edit.Sharing($"c{round}", Remove: [$"vk{round}"]) : new Edit.Allowlist($"vk{round}", Set: [])),
                () => flows.FinishAsync($"of{round}", new FlowResult.Tokens("access", null, null, []), who));

            Assert.IsType<CommitOutcome.Committed>(commit);
            before += Assert.IsType<FlowOutcome.Stored>(finish).Status == CredentialStatus.Active ? 1 : 0;
            var answer = check.Ask(new($"c{round}", $"vk{round}"));
            Assert.True(answer is { Covered: false, Usable: false, Credential.Status: CredentialStatus.Orphaned });
        }
        output.WriteLine($"{rounds} rounds, the flow came first in {before}.");
        await AssertInStepAsync();
    }

    [Fact]
    public async Task CC02_A_header_submission_that_finishes_while_its_grant_goes_is_never_usable()
    {
        for (var round = 1; round <= rounds; round++)
        {
            database.Add(Some.VirtualKey(round), Some.McpClient(round, auth: AuthType.PerUserHeaders, headers: ["a"]), Some.Grant(round, round));
            database.Add(Fresh(Some.HeaderFlow(round, round, IdentityKind.VirtualKey, round)));
            var (commit, finish) = await AtOnceAsync(
                () => CommitAsync(new Edit.Allowlist($"vk{round}", Set: [])),
                () => flows.FinishAsync($"hf{round}", new FlowResult.Headers(new Dictionary<string, string> { ["a"] = "1" }), null));

            Assert.IsType<CommitOutcome.Committed>(commit);
            Assert.True(finish is FlowOutcome.Stored or FlowOutcome.Refused { Reason: FlowRefusal.Gone }, $"{finish}");
            var answer = check.Ask(new($"c{round}", $"vk{round}"));
            Assert.False(answer.Usable);
            Assert.Equal(finish is FlowOutcome.Stored ? CredentialStatus.Orphaned : null, answer.Credential?.Status);
        }
        await AssertInStepAsync();
    }

    [Fact]
    public async Task CC03_The_switch_goes_off_while_the_key_is_granted_the_client_and_the_credential_is_active()
    {
        for (var round = 1; round <= rounds; round++)
        {
            database.Add(Some.VirtualKey(round), Some.McpClient(round, allKeys: true));
            database.Add(Some.Token(round, round, IdentityKind.VirtualKey, round));
            await AtOnceAsync(
                () => CommitAsync(new Edit.Sharing($"c{round}", false)),
                () => CommitAsync(new Edit.Allowlist($"vk{round}", Add: [new($"c{round}", ["*"])])));
            Assert.True(check.Ask(new($"c{round}", $"vk{round}")).Usable);
        }
        await AssertInStepAsync();
    }

    [Theory]
    [InlineData("client")]
    [InlineData("key")]
    [InlineData("user")]
    public async Task CC04_What_a_flow_is_for_is_deleted_while_it_finishes_and_nothing_dangles(string what)
    {
        var (stored, gone) = (0, 0);
        for (var round = 1; round <= rounds; round++)
        {
            database.Add(Some.User(round), Some.VirtualKey(round, user: round), Some.McpClient(round), Some.Grant(round, round));
            var (kind, who) = what == "key" || round % 2 == 0 ? (IdentityKind.VirtualKey, (string?)null) : (IdentityKind.User, $"u{round}");
            database.Add(Fresh(Some.OAuthFlow(round, round, kind, round, FlowStatus.Authorized)));
            var (commit, finish) = await AtOnceAsync(
                () => CommitAsync(what switch
                {
                    "client" => new Edit.DeleteMcpClient($"c{round}"),
                    "key" => new Edit.DeleteVirtualKey($"vk{round}"),
                    _ => new Edit.DeleteUser($"u{round}"),
                }),
                () => flows.FinishAsync($"of{round}", new FlowResult.Tokens("access", null, null, []), who));

            Assert.IsType<CommitOutcome.Committed>(commit);
            Assert.True(finish is FlowOutcome.Stored or FlowOutcome.Refused { Reason: FlowRefusal.Gone }, $"{finish}");
            (stored, gone) = finish is FlowOutcome.Stored ? (stored + 1, gone) : (stored, gone + 1);
        }
        output.WriteLine($"{rounds} rounds, stored before the delete in {stored}, gone in {gone}.");
        await using var db = database.CreateDbContext();
        Assert.Empty(db.OAuthTokens);
        Assert.Empty(db.OAuthTokenSecrets);
        Assert.Empty(db.OAuthFlows);
    }

    [Fact]
    public async Task CC05_A_credential_that_came_since_the_plan_makes_it_stale_and_says_so()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.Grant(1, 1), Fresh(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1, FlowStatus.Authorized)));
        var edit = new Edit.Allowlist("vk1", Set: []);
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;
        Assert.IsType<FlowOutcome.Stored>(await flows.FinishAsync("of1", new FlowResult.Tokens("access", null, null, []), null));

        var stale = Assert.IsType<CommitOutcome.Stale>(await database.Reconciler().CommitAsync(
            edit, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint, Reviewed = plan }));

        Assert.Equal((0, 1), (stale.Moved.Was!.Moving, stale.Moved.Now.Moving));
        Assert.True(check.Ask(new("c1", "vk1")).Usable);
    }

    [Fact]
    public async Task RM10_Two_edits_of_clients_at_once_wait_for_each_other_and_are_both_there()
    {
        database.Add([.. Enumerable.Range(1, 20).Select(key => Some.VirtualKey(key)), Some.McpClient(1), Some.McpClient(2)]);
        database.Add([.. Enumerable.Range(1, 20).SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key, orphaned: true).Concat(Some.Token(key + 20, 2, IdentityKind.VirtualKey, key, orphaned: true)))]);
        for (var round = 1; round <= rounds; round++)
        {
            var (one, two) = await AtOnceAsync(
                () => CommitAsync(new Edit.Sharing("c1", round % 2 == 1)),
                () => CommitAsync(new Edit.Sharing("c2", round % 2 == 1)));
            Assert.IsType<CommitOutcome.Committed>(one);
            Assert.IsType<CommitOutcome.Committed>(two);
        }
        await AssertInStepAsync();
    }

    [Fact]
    public async Task RM19_An_edit_of_a_key_and_one_of_a_client_at_once_both_end_as_the_grants_say()
    {
        for (var round = 1; round <= rounds; round++)
        {
            var (mine, other) = ((round * 2) - 1, round * 2);
            database.Add(Some.VirtualKey(mine), Some.VirtualKey(other), Some.McpClient(mine), Some.McpClient(other), Some.Grant(mine, other));
            database.Add(Some.Token(mine, mine, IdentityKind.VirtualKey, mine, orphaned: true));
            database.Add(Some.Token(other, other, IdentityKind.VirtualKey, mine));
            await AtOnceAsync(
                () => CommitAsync(new Edit.Allowlist($"vk{mine}", Remove: [$"c{other}"])),
                () => CommitAsync(new Edit.Sharing($"c{mine}", Add: [new($"vk{mine}", ["*"])])));
            Assert.True(check.Ask(new($"c{mine}", $"vk{mine}")).Usable);
            Assert.Equal(CredentialStatus.Orphaned, check.Ask(new($"c{other}", $"vk{mine}")).Credential!.Status);
        }
        await AssertInStepAsync();
    }

    private Task<CommitOutcome> CommitAsync(Edit edit) => database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("race", Role.Admin, Origin.Api)));

    /// <summary>Both start at the same moment, each on a thread of its own; either is held up a little, so that now this one comes first and now that.</summary>
    private async Task<(TOne, TTwo)> AtOnceAsync<TOne, TTwo>(Func<Task<TOne>> one, Func<Task<TTwo>> two)
    {
        using var start = new Barrier(2);
        var (before, after) = random.Next(2) == 0 ? (0, random.Next(3_000_000)) : (random.Next(300_000), 0);
        var first = Task.Factory.StartNew(() => { start.SignalAndWait(); Thread.SpinWait(before); return one(); }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var second = Task.Factory.StartNew(() => { start.SignalAndWait(); Thread.SpinWait(after); return two(); }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        return (await first, await second);
    }

    private static T Fresh<T>(T flow) where T : Flow
    {
        flow.ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(15);
        return flow;
    }

    private async Task AssertInStepAsync() =>
        Assert.True(Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Repair())).Plan.IsEmpty);
}
