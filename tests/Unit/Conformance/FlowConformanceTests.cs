using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// Cases of flows by the reference's ids: what stands, the steps of people and admins in their order, what each step of a flow answers,
/// and what every named row is afterwards. An x at the end of an id marks where we differ on purpose.
/// </summary>
public sealed class FlowConformanceTests : IDisposable
{
    private readonly TestDatabase database = new();

    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        // A flow's life.
        { "FL-01", "M; vk1=M; oauth-flow vk1/M", "16m | claim vk1/M", "expired", "oauth-flow vk1/M expired" },
        { "FL-01 headers", "H(a); vk1=H; header-flow vk1/H", "16m | submit vk1/H a=1", "expired", "header-flow vk1/H expired, header vk1/H gone" },
        { "FL-01 just in time", "M; vk1=M; oauth-flow vk1/M", "14m | claim vk1/M | finish vk1/M", "claimed, stored active", "token vk1/M active" },
        { "FL-01 in the exchange", "M; vk1=M; oauth-flow vk1/M", "14m | claim vk1/M | 2m | finish vk1/M", "claimed, expired", "token vk1/M gone" },
        { "FL-02", "M; vk1[u1]=M vk2[u2]=M; oauth-flow u1/M", "claim u1/M by u2 | claim u1/M by u1", "not_yours, claimed", "oauth-flow u1/M claiming" },
        { "FL-02 headers", "H(a); vk1[u1]=H vk2[u2]=H; header-flow u1/H", "submit u1/H a=1 by u2", "not_yours", "header-flow u1/H pending, header u1/H gone" },
        { "FL-02 start", "M; vk1[u1]=M vk2[u2]=M", "start u1/M by u2", "not_yours", "oauth-flow u1/M gone" },
        { "FL-03", "M N; vk1=M vk2[u1]=; oauth-flow vk1/M, oauth-flow session/N", "claim vk1/M by u1 | claim session/N by u1", "claimed, claimed", "oauth-flow vk1/M claiming" },
        { "FL-04", "M; vk1=M", "start vk1/M | 10m | start vk1/M | 10m | claim vk1/M", "started, started, claimed", "oauth-flow vk1/M claiming" },
        { "FL-04 refused", "M N; vk1=M", "start vk1/N", "not_covered", "oauth-flow vk1/N gone" },
        { "FL-04 session", "M; vk1=", "start session/M | claim session/M | finish session/M", "started, claimed, stored active", "token session/M active" },
        { "FL-07", "M; vk1=M; oauth-flow vk1/M", "vk1 = | claim vk1/M", "gone", "token vk1/M gone" },
        { "FL-07 headers", "H(a); vk1=H; header-flow vk1/H", "vk1 = | submit vk1/H a=1", "gone", "header vk1/H gone" },
        { "FL-08x", "M; vk1=M; oauth-flow vk1/M", "claim vk1/M | authorize vk1/M | vk1 = | finish vk1/M", "claimed, authorized, stored orphaned", "token vk1/M orphaned" },
        { "FL-08x and back", "M; vk1=M; oauth-flow vk1/M", "claim vk1/M | vk1 = | finish vk1/M | vk1 = M", "claimed, stored orphaned", "token vk1/M active" },
        { "FL-08x user", "M; vk1[u1]=M; oauth-flow u1/M", "claim u1/M | authorize u1/M | M - vk1 | finish u1/M", "claimed, authorized, stored orphaned", "token u1/M orphaned" },
        { "FL-08x replaced", "M; vk1=M; token vk1/M needs_reauth, oauth-flow vk1/M", "claim vk1/M | vk1 = | finish vk1/M", "claimed, orphaned", "token vk1/M orphaned, oauth-flow vk1/M failed" },
        { "RV-10x", "M; vk1=M; oauth-flow vk1/M authorized", "vk1 = | finish vk1/M", "stored orphaned", "token vk1/M orphaned" },
        { "FL-09", "M; vk1=; token vk1/M orphaned", "reauth token vk1/M", "orphaned", "oauth-flow vk1/M gone" },
        { "FL-09 headers", "H(a); vk1=; header vk1/H orphaned", "reauth header vk1/H", "orphaned", "header-flow vk1/H gone" },
        { "FL-10x", "M; vk1=M; token vk1/M needs_reauth", "vk1 = | reauth token vk1/M", "orphaned", "token vk1/M orphaned" },
        { "FL-10x drift", "M; vk1=; token vk1/M needs_reauth", "reauth token vk1/M", "not_covered", "token vk1/M needs_reauth, oauth-flow vk1/M gone" },
        { "FL-10x in time", "M; vk1=M; token vk1/M needs_reauth", "reauth token vk1/M | claim vk1/M | finish vk1/M", "started, claimed, stored active", "token vk1/M active" },
        { "FL-11", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H a=1 | submit vk1/H a=2", "stored active, gone", "header vk1/H active, header-flow vk1/H gone" },

        // What is over is over.
        { "single use", "M; vk1=M; oauth-flow vk1/M", "claim vk1/M | claim vk1/M | finish vk1/M | finish vk1/M", "claimed, out_of_turn, stored active, completed", "oauth-flow vk1/M completed, token vk1/M active" },
        { "not claimed", "M; vk1=M; oauth-flow vk1/M", "finish vk1/M", "out_of_turn", "oauth-flow vk1/M pending, token vk1/M gone" },
        { "failed", "M; vk1=M; oauth-flow vk1/M", "claim vk1/M | fail vk1/M | finish vk1/M | authorize vk1/M", "claimed, failed, failed, failed", "token vk1/M gone" },
        { "not authorized before claimed", "M; vk1=M; oauth-flow vk1/M", "authorize vk1/M", "out_of_turn", "oauth-flow vk1/M pending" },
        { "key deleted", "M; vk1=M; oauth-flow vk1/M authorized", "delete vk1 | finish vk1/M", "gone", "token vk1/M gone" },
        { "client deleted", "M N; vk1=M; oauth-flow vk1/M authorized", "delete M | finish vk1/M", "gone", "token vk1/M gone" },
        { "user deleted", "M; vk1[u1]=M; oauth-flow u1/M authorized", "delete u1 | finish u1/M by u1", "gone", "token u1/M gone" },

        // Header values.
        { "HS-10", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H a=1 | H headers a,b | reauth header vk1/H | submit vk1/H b=2", "stored active, started, stored active", "header vk1/H active" },
        { "HS-11", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H a=1 c=3", "stored active", "header vk1/H active" },
        { "HS-12", "H(a,b); vk1=H; header-flow vk1/H", "submit vk1/H a=1", "The value of \"b\" is missing.", "header-flow vk1/H pending, header vk1/H gone" },
        { "HS-12 canonical", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H A=1", "stored active", "header vk1/H active" },
        { "HS-12 twice", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H A=1 a=2", "\"a\" is named twice (header names are compared as \"a\").", "header-flow vk1/H pending" },
        { "HS-12 empty", "H(a); vk1=H; header-flow vk1/H", "submit vk1/H a=", "The value of \"a\" is missing.", "header-flow vk1/H pending" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_of_the_reference_holds(string id, string given, string when, string said, string then)
    {
        var company = Company.Parse(given);
        company.Load(database);

        Assert.Equal($"{id}: {said}", $"{id}: {string.Join(", ", await new FlowScript(database, company).RunAsync(when))}");

        using var db = database.CreateDbContext();
        foreach (var row in then.Split(',', StringSplitOptions.TrimEntries))
            Assert.Equal(row, $"{row[..row.LastIndexOf(' ')]} {company.StatusOf(db, row[..row.LastIndexOf(' ')])}");
        Assert.False(db.OAuthTokenSecrets.Any(secret => !db.OAuthTokens.Any(row => row.Id == secret.Id)));
        Assert.False(db.HeaderCredentialSecrets.Any(secret => !db.HeaderCredentials.Any(row => row.Id == secret.Id)));
    }

    public void Dispose() => database.Dispose();
}
