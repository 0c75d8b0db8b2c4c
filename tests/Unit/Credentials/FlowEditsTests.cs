using System.Text;
using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Credentials;

/// <summary>What a finished flow leaves in the database. Which flow may finish is told by the conformance cases.</summary>
public sealed class FlowEditsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly FlowEdits flows;

    public FlowEditsTests()
    {
        flows = new FlowEdits(database.WritesAt(clock), protector);
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2, auth: AuthType.PerUserHeaders, headers: ["x-a", "x-b"]), Some.McpClient(3, auth: AuthType.None));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2), Some.Grant(1, 3));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Tokens_are_kept_protected_and_a_second_sign_in_replaces_them_in_the_same_row()
    {
        var first = await SignInAsync(new FlowResult.Tokens("access-canary", "refresh-canary", Some.Time.AddHours(1), ["read", "write"]));
        await using (var db = database.CreateDbContext())
        {
            var secret = db.OAuthTokenSecrets.Single();
            Assert.Equal(("access-canary", "refresh-canary"), (protector.Unprotect(secret.AccessToken!), protector.Unprotect(secret.RefreshToken!)));
            Assert.Equal(Some.Time.AddHours(1), secret.ExpiresAt);
            Assert.Equal(["read", "write"], secret.Scopes);
            await db.OAuthTokens.ExecuteUpdateAsync(set => set.SetProperty(row => row.Health, CredentialHealth.NeedsReauth));
        }
        var row = Tokens().Single();

        var second = await SignInAsync(new FlowResult.Tokens("another", null, null, []));

        Assert.Equal(first, second);
        Assert.Equal(new FlowOutcome.Stored(first.CredentialId, CredentialStatus.Active), second);
        Assert.Equal((row.Id, CredentialHealth.Healthy), (Tokens().Single().Id, Tokens().Single().Health));
        await using var after = database.CreateDbContext();
        Assert.Null(after.OAuthTokenSecrets.Single().RefreshToken);
        Assert.Equal("another", protector.Unprotect(after.OAuthTokenSecrets.Single().AccessToken!));
        Assert.DoesNotContain("canary", await FileAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_values_given_before_are_kept_those_given_now_win_and_what_nobody_asks_for_is_dropped()
    {
        await SubmitAsync(("X-A", " canary-1 "), ("x-b", "2"), ("x-c", "3"));
        Assert.Equal("""{"x-a":"canary-1","x-b":"2"}""", Values());

        await SubmitAsync(("x-b", "4"));

        Assert.Equal("""{"x-a":"canary-1","x-b":"4"}""", Values());
        await using var db = database.CreateDbContext();
        Assert.Equal(["x-a", "x-b"], db.HeaderNameSets.Single().Names);
        Assert.Equal(db.HeaderNameSets.Single().Id, db.HeaderCredentials.Single().HeaderNameSetId);
        Assert.DoesNotContain("canary", await FileAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_cannot_be_opened_any_more_are_asked_for_again()
    {
        await SubmitAsync(("x-a", "1"), ("x-b", "2"));
        var other = new FlowEdits(database.WritesAt(clock), new SecretProtector(new EphemeralDataProtectionProvider()));
        var flow = Assert.IsType<FlowOutcome.Started>(await other.StartAsync(new("c2", IdentityKind.VirtualKey, "vk1"))).FlowId;
        var invalid = Assert.IsType<FlowOutcome.Invalid>(await other.FinishAsync(flow, Headers(("x-b", "4")), null));
        Assert.Equal(["The value of \"x-a\" is missing."], invalid.Errors);
        Assert.IsType<FlowOutcome.Stored>(await other.FinishAsync(flow, Headers(("x-a", "3"), ("x-b", "4")), null));
    }

    [Fact]
    public async Task A_value_that_a_header_cannot_carry_is_refused_and_nothing_is_written()
    {
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(new("c2", IdentityKind.VirtualKey, "vk1"))).FlowId;
        var invalid = Assert.IsType<FlowOutcome.Invalid>(await flows.FinishAsync(flow, Headers(("x-a", "1\r\nx-evil: 1"), ("x-b", "2")), null));
        Assert.StartsWith("The value of \"x-a\" has a line break", Assert.Single(invalid.Errors), StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Empty(db.HeaderCredentials);
        Assert.Single(db.HeaderFlows);
    }

    [Fact]
    public async Task A_callback_with_another_state_is_refused_and_the_sign_in_stays()
    {
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(Request())).FlowId;
        Assert.Equal(FlowRefusal.WrongState, Assert.IsType<FlowOutcome.Refused>(await flows.ClaimAsync(flow, "forged", null)).Reason);
        Assert.Equal(new FlowOutcome.Claimed(flow, "verifier", "https://gate.example.com/callback"), await flows.ClaimAsync(flow, "state", null));
    }

    /// <summary>Completed, failed, out of time when somebody asks, out of time when nobody does, refused at the last step.</summary>
    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("expired")]
    [InlineData("swept")]
    [InlineData("closed")]
    public async Task However_a_sign_in_ends_its_state_and_its_verifier_are_gone(string end)
    {
        if (end == "closed")
            await SignInAsync(new FlowResult.Tokens("one", null, null, []));
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(Request())).FlowId;
        Assert.NotNull(await VerifierAsync());
        if (end is "expired" or "swept")
            clock.Advance(FlowEdits.Lifetime + TimeSpan.FromSeconds(1));
        else
            await flows.ClaimAsync(flow, "state", null);
        Assert.NotNull(await VerifierAsync());
        await (end switch
        {
            "failed" => flows.FailAsync(flow),
            "swept" => new FlowSweeps(database, database.WritesAt(clock), clock).SweepAsync(),
            "closed" => CloseAsync(),
            _ => flows.FinishAsync(flow, new FlowResult.Tokens("two", null, null, []), null),
        });

        await using var db = database.CreateDbContext();
        var left = db.OAuthFlows.Single(row => row.PublicId == flow);
        Assert.Equal((end switch { "completed" => FlowStatus.Completed, "expired" or "swept" => FlowStatus.Expired, _ => FlowStatus.Failed }, null, null), (left.Status, left.StateHash, left.CodeVerifier));

        async Task CloseAsync()
        {
            await using (var revoke = database.CreateDbContext())
                await revoke.Grants.ExecuteDeleteAsync();
            Assert.IsType<FlowOutcome.Refused>(await flows.FinishAsync(flow, new FlowResult.Tokens("two", null, null, []), null));
        }

        async Task<byte[]?> VerifierAsync()
        {
            await using var open = database.CreateDbContext();
            return open.OAuthFlows.Single(row => row.PublicId == flow).CodeVerifier;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flow_of_either_kind_alone_ends_in_time_and_is_gone_a_day_later(bool isSignIn)
    {
        var sweeps = new FlowSweeps(database, database.WritesAt(clock), clock);
        Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(isSignIn ? Request() : new("c2", IdentityKind.VirtualKey, "vk1")));
        Assert.Equal((0, 0), await sweeps.SweepAsync());
        clock.Advance(FlowEdits.Lifetime);
        Assert.Equal((1, 0), await sweeps.SweepAsync());
        Assert.Equal((0, 0), await sweeps.SweepAsync());
        clock.Advance(FlowSweeps.Kept);
        Assert.Equal((0, 1), await sweeps.SweepAsync());
        await using var db = database.CreateDbContext();
        Assert.Equal((0, 0), (db.OAuthFlows.Count(), db.HeaderFlows.Count()));
    }

    [Fact]
    public async Task A_sign_in_that_nothing_runs_is_not_started_and_leaves_the_one_under_way_alone()
    {
        var token = (await SignInAsync(new FlowResult.Tokens("one", null, null, []))).CredentialId;
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(Request())).FlowId;
        Assert.Equal(FlowRefusal.NoProvider, Assert.IsType<FlowOutcome.Refused>(await flows.ReauthAsync(token, null)).Reason);
        Assert.Equal(FlowRefusal.WrongState, Assert.IsType<FlowOutcome.Refused>(await flows.ClaimAsync(flow, "forged", null)).Reason);
        Assert.Equal(new FlowOutcome.Claimed(flow, "verifier", "https://gate.example.com/callback"), await flows.ClaimAsync(flow, "state", null));
    }

    [Fact]
    public async Task What_asks_for_no_credential_or_is_not_there_starts_no_flow()
    {
        Assert.Equal(FlowRefusal.WrongKind, await RefusedAsync(new("c3", IdentityKind.VirtualKey, "vk1")));
        Assert.Equal(FlowRefusal.Gone, await RefusedAsync(new("c9", IdentityKind.VirtualKey, "vk1")));
        Assert.Equal(FlowRefusal.Gone, await RefusedAsync(new("c1", IdentityKind.VirtualKey, "vk9")));
        Assert.Equal(FlowRefusal.Gone, await RefusedAsync(new("c1", IdentityKind.User, "u9", "u9")));
        Assert.Equal(FlowRefusal.Gone, await RefusedAsync(new("c1", IdentityKind.Session, " ")));
        Assert.Equal(FlowRefusal.Gone, Assert.IsType<FlowOutcome.Refused>(await flows.ReauthAsync("none", null)).Reason);
    }

    [Fact]
    public async Task The_id_of_a_row_that_was_deleted_does_not_come_back()
    {
        await SignInAsync(new FlowResult.Tokens("one", null, null, []));
        var before = Tokens().Single().Id;
        await using (var db = database.CreateDbContext())
        {
            await db.OAuthTokens.ExecuteDeleteAsync();
            await db.OAuthTokenSecrets.ExecuteDeleteAsync();
        }
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await SignInAsync(new FlowResult.Tokens("two", null, null, []));
        Assert.True(Tokens().Single().Id > before);
    }

    private static FlowRequest Request() =>
        new("c1", IdentityKind.VirtualKey, "vk1", SignIn: new SignInStart("state", "verifier", "https://gate.example.com/callback"));

    private async Task<FlowOutcome.Stored> SignInAsync(FlowResult.Tokens tokens)
    {
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(Request())).FlowId;
        Assert.IsType<FlowOutcome.Claimed>(await flows.ClaimAsync(flow, "state", null));
        return Assert.IsType<FlowOutcome.Stored>(await flows.FinishAsync(flow, tokens, null));
    }

    private async Task SubmitAsync(params (string, string)[] values)
    {
        var flow = Assert.IsType<FlowOutcome.Started>(await flows.StartAsync(new("c2", IdentityKind.VirtualKey, "vk1"))).FlowId;
        Assert.IsType<FlowOutcome.Stored>(await flows.FinishAsync(flow, Headers(values), null));
    }

    private static FlowResult.Headers Headers(params (string Name, string Value)[] values) => new(values.ToDictionary(pair => pair.Name, pair => pair.Value));

    private async Task<FlowRefusal> RefusedAsync(FlowRequest request) => Assert.IsType<FlowOutcome.Refused>(await flows.StartAsync(request)).Reason;

    private List<OAuthToken> Tokens()
    {
        using var db = database.CreateDbContext();
        return [.. db.OAuthTokens.AsNoTracking()];
    }

    private string Values()
    {
        using var db = database.CreateDbContext();
        return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(protector.Unprotect(db.HeaderCredentialSecrets.Single().Values!)));
    }

    /// <summary>Everything on disk, as text.</summary>
    private async Task<string> FileAsync()
    {
        var text = new StringBuilder();
        foreach (var file in new[] { database.Path, database.Path + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }
        return text.ToString();
    }
}
