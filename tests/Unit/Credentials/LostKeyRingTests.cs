using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Credentials;

/// <summary>What another key ring protected is told as that, sent to nobody, and replaced by what is entered anew; nothing fails because of it.</summary>
public sealed class LostKeyRingTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly SecretProtector lost = new(new EphemeralDataProtectionProvider());
    private readonly SecretProtector now = new(new EphemeralDataProtectionProvider());
    private readonly StaticHeaders headers;
    private readonly McpClientEdits edits;

    public LostKeyRingTests()
    {
        headers = new StaticHeaders(now);
        edits = new McpClientEdits(database.WritesAt(), headers);
        var client = Some.McpClient(1, "wiki");
        new StaticHeaders(lost).Write(client, new Dictionary<string, string> { ["x-tenant"] = "acme" });
        database.Add(client, Some.VirtualKey(1), Some.Grant(1, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Clients_are_listed_and_say_that_their_headers_cannot_be_read()
    {
        var queries = new ClientPolicyQueries(database, headers);

        var listed = Assert.Single((await queries.ListAsync(new McpClientFilter(), new Window())).Items);
        Assert.Equal((true, 0), (listed.IsUnreadable, listed.StaticHeaders.Count));
        Assert.Null(await new ConnectionQueries(database, headers).HeaderNamesAsync("c1"));
        Assert.True((await new ConnectionQueries(database, headers).OfAsync("c1"))!.IsUnreadable);
    }

    [Fact]
    public async Task A_header_that_is_set_anew_takes_their_place()
    {
        Assert.IsType<EditOutcome.Done>(await edits.SetHeaderAsync(Some.Admin, "c1", 0, "x-tenant", "other"));

        Assert.Equal(["x-tenant"], (await new ConnectionQueries(database, headers).HeaderNamesAsync("c1"))!);
        Assert.Equal("other", (await new ConnectionQueries(database, headers).OfAsync("c1"))!.Headers["x-tenant"]);
    }

    [Fact]
    public async Task Everything_else_of_the_client_can_be_edited_and_they_stay_for_the_day_the_key_ring_is_back()
    {
        var settings = new McpClientSettings("renamed", ConnectionType.Http, "https://mcp.example.com", AuthType.PerUserOAuth, Disabled: true);
        Assert.IsType<EditOutcome.Done>(await edits.ChangeAsync(Some.Admin, "c1", 0, settings, []));
        await new ClientSecretUpgrade(database, database.WritesAt(), headers).RunAsync(TestContext.Current.CancellationToken);
        Assert.Null(await new ConnectionQueries(database, headers).HeaderNamesAsync("c1"));

        Assert.Equal("acme", (await new ConnectionQueries(database, new StaticHeaders(lost)).OfAsync("c1"))!.Headers["x-tenant"]);
    }

    [Fact]
    public async Task A_sign_in_in_progress_is_refused_with_the_reason_and_ends()
    {
        var flow = Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1);
        (flow.StateHash, flow.CodeVerifier) = (SecretHash.Of("state"), lost.Protect("verifier"));
        database.Add(flow);
        var flows = new FlowEdits(database.WritesAt(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Some.Time)), now);

        var refused = Assert.IsType<FlowOutcome.Refused>(await flows.ClaimAsync("of1", "state", null));

        Assert.Equal((FlowRefusal.Failed, "This sign-in began before the key ring was replaced and cannot be completed. Start it again."), (refused.Reason, refused.Message));
        await using var db = database.CreateDbContext();
        Assert.Equal(FlowStatus.Failed, (await db.OAuthFlows.SingleAsync(TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Each_kind_of_secret_that_cannot_be_read_is_named()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Header(1, 1, IdentityKind.VirtualKey, 1), new HeaderNameSet { Id = 1, Names = [] }]);
        await using (var db = database.CreateDbContext())
        {
            await db.OAuthTokenSecrets.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessToken, now.Protect("one")).SetProperty(row => row.RefreshToken, lost.Protect("two")), TestContext.Current.CancellationToken);
            await db.HeaderCredentialSecrets.ExecuteUpdateAsync(set => set.SetProperty(row => row.Values, lost.Protect("{}")), TestContext.Current.CancellationToken);
        }

        Assert.Equal(["refresh tokens", "header values", "static headers", "the key of the record"], await Tried(now).UnreadableAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["OAuth tokens", "the key of the record"], await Tried(lost).UnreadableAsync(TestContext.Current.CancellationToken));
    }

    private StoredSecrets Tried(SecretProtector protector) => new(database, protector, new RecordChain(protector));
}
