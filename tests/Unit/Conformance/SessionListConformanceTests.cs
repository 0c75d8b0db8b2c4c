using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// Cases of the reference's list of sessions by its ids, on its fixture. An x at the end of an id marks where we differ on purpose. Its
/// limits (SL-14, SL-15) are the HTTP API's to hold.
/// </summary>
public sealed class SessionListConformanceTests : IDisposable
{
    private readonly TestDatabase database = new();

    public SessionListConformanceTests()
    {
        database.Add(
            new McpClient { Id = 1, ClientId = "github-prod", Name = "GitHub (Prod)", ConnectionType = ConnectionType.Http, ConnectionString = "https://mcp.example.com", AuthType = AuthType.PerUserOAuth, CreatedAt = Some.Time, UpdatedAt = Some.Time },
            new Gatehouse.Data.Directory.User { Id = 42, PublicId = "user-42", UserName = "grace@example.com", DisplayName = "Grace", CreatedAt = Some.Time },
            new VirtualKey { Id = 1, PublicId = "vk-alpha", Name = "Alpha VK", CreatedAt = Some.Time, UpdatedAt = Some.Time },
            new McpSession { Id = 1, SessionId = "sess-xyz" },
            new HeaderNameSet { Id = 1, Names = ["x-api-key"] });
        database.Add(
            new OAuthToken { Id = 1, McpClientId = 1, IdentityKind = IdentityKind.VirtualKey, IdentityId = 1, CreatedAt = Some.Time }, Secret(1, "tok-active"),
            Orphaned(new OAuthToken { Id = 2, McpClientId = 1, IdentityKind = IdentityKind.User, IdentityId = 42, CreatedAt = Some.Time }), Secret(2, "tok-orphan"),
            new OAuthToken { Id = 3, McpClientId = 1, IdentityKind = IdentityKind.Session, IdentityId = 1, Health = CredentialHealth.NeedsReauth, CreatedAt = Some.Time }, Secret(3, "tok-reauth"),
            new OAuthFlow { Id = 1, PublicId = "sess-pending", McpClientId = 1, IdentityKind = IdentityKind.User, IdentityId = 42, CreatedAt = Some.Time, ExpiresAt = Some.Time.AddMinutes(15) },
            new HeaderCredential { Id = 1, McpClientId = 1, IdentityKind = IdentityKind.VirtualKey, IdentityId = 1, HeaderNameSetId = 1, CreatedAt = Some.Time },
            new HeaderCredentialSecret { Id = 1, PublicId = "cred-1" },
            new HeaderFlow { Id = 1, PublicId = "hf-1", McpClientId = 1, IdentityKind = IdentityKind.User, IdentityId = 42, CreatedAt = Some.Time, ExpiresAt = Some.Time.AddMinutes(15) });
    }

    private static CredentialListFilter Tokens => new() { Kinds = [CredentialKind.OAuthToken] };

    private static CredentialListFilter Flows => new() { Kinds = [CredentialKind.OAuthFlow, CredentialKind.HeaderFlow] };

    public static TheoryData<string, CredentialListFilter, string> Cases => new()
    {
        { "SL-01", Tokens, "tok-active tok-orphan tok-reauth" },
        { "SL-02", Tokens with { Statuses = [CredentialStatus.Orphaned, CredentialStatus.NeedsReauth] }, "tok-orphan tok-reauth" },
        { "SL-03", Tokens with { Modes = [IdentityKind.VirtualKey] }, "tok-active" },
        { "SL-04", Tokens with { Clients = ["github-prod"] }, "tok-active tok-orphan tok-reauth" },
        { "SL-04 unknown", Tokens with { Clients = ["gitlab"] }, "" },
        { "SL-05", Tokens with { Search = " GITHUB " }, "tok-active tok-orphan tok-reauth" },
        { "SL-06", Tokens with { Search = "alpha" }, "tok-active" },
        { "SL-07", Tokens with { Search = "user-42" }, "tok-orphan" },
        { "SL-08", Tokens with { Search = "sess-xyz" }, "tok-reauth" },
        { "SL-10 by the person's name", Tokens with { Search = "grace" }, "tok-orphan" },
        { "SL-11", Flows, "sess-pending hf-1" },
        { "SL-12", Flows with { Modes = [IdentityKind.User] }, "sess-pending hf-1" },
        { "SL-12 other mode", Flows with { Modes = [IdentityKind.VirtualKey] }, "" },
        { "SL-13", new CredentialListFilter { Kinds = [CredentialKind.HeaderCredential] }, "cred-1" },
        { "SL-16x", new CredentialListFilter { Kinds = [CredentialKind.OAuthFlow] }, "sess-pending" },
        { "SL-17x percent", Tokens with { Search = "%" }, "" },
        { "SL-17x underscore", Tokens with { Search = "tok_active" }, "" },
        { "identity of a key", new CredentialListFilter { Identity = "vk-alpha" }, "tok-active cred-1" },
        { "identity of a session", new CredentialListFilter { Identity = "sess-xyz" }, "tok-reauth" },
        { "by the id of the row", new CredentialListFilter { Search = "hf-1" }, "hf-1" },
        { "nothing said", new CredentialListFilter(), "tok-active cred-1 tok-orphan sess-pending hf-1 tok-reauth" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_of_the_reference_holds(string id, CredentialListFilter filter, string then)
    {
        var page = await List(Some.Time).ListAsync(filter);

        Assert.Equal($"{id}: {then}", $"{id}: {string.Join(' ', page.Items.Select(item => item.Id))}");
        Assert.Equal(page.Items.Count, page.Total);
    }

    [Fact]
    public async Task SL_11_a_flow_that_nobody_can_finish_any_more_is_not_there()
    {
        var page = await List(Some.Time.AddMinutes(15)).ListAsync(Flows);

        Assert.Equal((0, 0), (page.Items.Count, page.Total));
    }

    [Fact]
    public async Task SL_13_a_row_names_its_client_and_whom_it_is_bound_to()
    {
        var row = Assert.Single((await List(Some.Time).ListAsync(new CredentialListFilter { Kinds = [CredentialKind.HeaderCredential] })).Items);

        Assert.Equal(("github-prod", "GitHub (Prod)", "vk-alpha", "Alpha VK"), (row.ClientId, row.ClientName, row.WhoId, row.Who));
    }

    public void Dispose() => database.Dispose();

    private CredentialListQueries List(DateTimeOffset now) => new(database, new FakeTimeProvider(now));

    private static OAuthTokenSecret Secret(long id, string publicId) => new() { Id = id, PublicId = publicId };

    private static OAuthToken Orphaned(OAuthToken token)
    {
        token.ArriveOrphaned(Some.Time);
        return token;
    }
}
