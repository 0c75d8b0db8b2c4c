using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// The cases of the system we follow, by its ids (docs/reconciliation.md lists them), on real SQLite: what stands, what is edited in
/// which order, and what every named row is afterwards. An x at the end of an id marks where we differ on purpose.
/// </summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly TestDatabase database = new();

    public static TheoryData<string, string, string, string> Cases => new()
    {
        // One key's allowlist.
        { "RV-01", "M; vk1=M; token vk1/M, header vk1/M, oauth-flow vk1/M, header-flow vk1/M", "vk1 = ", "token vk1/M orphaned, header vk1/M orphaned, oauth-flow vk1/M gone, header-flow vk1/M gone" },
        { "RV-02", "M; vk1=M; token vk1/M, header vk1/M", "vk1 = | vk1 = M", "token vk1/M active, header vk1/M active" },
        { "RV-03", "M1 M2; vk1=M1,M2; token vk1/M1, token vk1/M2", "vk1 = M2", "token vk1/M1 orphaned, token vk1/M2 active" },
        { "RV-04", "M*; vk1=M; token vk1/M", "vk1 = ", "token vk1/M active" },
        { "RV-05", "M N; vk1=M,N; token vk1/M, header vk1/N, oauth-flow vk1/N", "vk1 = ", "token vk1/M orphaned, header vk1/N orphaned, oauth-flow vk1/N gone" },
        { "RV-06x", "M; vk1=M; token vk1/M needs_reauth", "vk1 = ", "token vk1/M orphaned" },
        { "RV-06x again", "M; vk1=M; token vk1/M needs_reauth", "vk1 = | vk1 = M", "token vk1/M needs_reauth" },
        { "RV-07x", "M; vk1=M; header vk1/M needs_update", "vk1 = | vk1 = M", "header vk1/M needs_update" },
        { "RV-08", "M; vk1=M vk2[u1]=M; token u1/M", "vk1 = ", "token u1/M active" },
        { "RV-09", "M; vk1=M; token session/M", "vk1 = ", "token session/M active" },
        { "RV-10", "M; vk1=M; oauth-flow vk1/M authorized", "vk1 = ", "oauth-flow vk1/M authorized" },
        { "RV-11", "M; vk1=M; oauth-flow vk1/M failed, header-flow vk1/M completed", "vk1 = ", "oauth-flow vk1/M failed, header-flow vk1/M completed" },
        { "RV-12", "M; vk1=M; token vk1/M", "vk1 = | vk1 = ", "token vk1/M orphaned" },
        { "RV-13", "M; vk1=M; token vk1/M", " = ", "token vk1/M active" },
        { "RV-14", "M*; vk1=M; token vk1/M", "vk404 = M", "token vk1/M active" },
        { "RV-18x", "M*; vk1=M; token vk1/M", "vk1 = M!", "token vk1/M orphaned" },
        { "RV-24", "M N; vk1=M; token vk1/M, token vk1/N", "vk1 = M", "token vk1/M active, token vk1/N orphaned" },
        { "RV-25", "M; vk1=M; token vk1/M, header vk1/M", "vk1 = ", "token vk1/M orphaned, header vk1/M orphaned" },

        // Sharing of one client.
        { "RM-01", "M*; vk1=M vk2=; token vk1/M, token vk2/M", "M off", "token vk1/M active, token vk2/M orphaned" },
        { "RM-02", "M*; vk1=M vk2=; token vk2/M", "M off | M on", "token vk2/M active" },
        { "RM-03", "M; vk1=M vk2=M; token vk1/M, token vk2/M", "M - vk2", "token vk1/M active, token vk2/M orphaned" },
        { "RM-03 flag on", "M*; vk2=M; token vk2/M", "M - vk2", "token vk2/M active" },
        { "RM-04", "M; vk2=; token vk2/M orphaned", "M + vk2", "token vk2/M active" },
        { "RM-05", "M; vk1=M vk2=M; token vk1/M, header vk2/M", "M - vk1,vk2", "token vk1/M orphaned, header vk2/M orphaned" },
        { "RM-06", "M N; vk1=; token vk1/M", "M", "token vk1/M active" },
        { "RM-07x", "M N; vk1=; token vk1/M orphaned, token vk1/N", "M + vk1", "token vk1/M active, token vk1/N active" },
        { "RM-08", "M N; vk1= vk2=M; token vk1/N, token vk2/M", "M - vk2", "token vk1/N active, token vk2/M orphaned" },
        { "RM-09", "M*; vk1=; oauth-flow vk1/M", "M off", "oauth-flow vk1/M gone" },
        { "RM-14x", "M*; vk1=M vk2=; token vk1/M, token vk2/M", "M off - vk1", "token vk1/M orphaned, token vk2/M orphaned" },
        { "RM-15x", "M*; vk1=; token vk1/M", "M off + vk1,vk1", "token vk1/M active" },

        // Header names.
        { "HS-01", "H(a)*; vk1=; header vk1/H{a}, header u1/H{a}, header session/H{a}; vk9[u1]=", "H headers a,b", "header vk1/H needs_update, header u1/H needs_update, header session/H needs_update" },
        { "HS-02", "H(a,b)*; vk1=; header vk1/H{a,b}", "H headers b,a", "header vk1/H active" },
        { "HS-03", "H(a,b)*; vk1=; header vk1/H{a,b}", "H headers a", "header vk1/H active" },
        { "HS-04", "H(a)*; vk1=; header vk1/H{a}", "H headers c", "header vk1/H needs_update" },
        { "HS-05", "H(a)*; vk1=; header vk1/H{a}", "H headers  A ", "header vk1/H active" },
        { "HS-06", "H(a)*; vk1=; header vk1/H{a}", "H headers ", "header vk1/H active" },
        { "HS-07", "H(a)*; vk1=; header vk1/H{a}", "H headers X-Key,x-key ", "header vk1/H active" },
        { "HS-08x", "H(a); vk1=; header vk1/H{a} orphaned", "H headers a,b | H + vk1", "header vk1/H needs_update" },
        { "HS-09x", "H(a,b)*; vk1=; header vk1/H{a} needs_update", "H headers a", "header vk1/H active" },

        // Deletes.
        { "DL-01", "M; vk1=M vk2=M; token vk1/M, header vk1/M, oauth-flow vk1/M failed, header-flow vk1/M, token vk2/M", "delete vk1", "token vk1/M gone, header vk1/M gone, oauth-flow vk1/M gone, header-flow vk1/M gone, token vk2/M active" },
        { "DL-02", "M N; vk1[u1]=M,N; token vk1/M, token u1/M, token session/M, header vk1/N", "delete M", "token vk1/M gone, token u1/M gone, token session/M gone, header vk1/N active" },
        { "DL-04", "M; vk1[u1]=M vk2=M; token u1/M, token vk1/M, token vk2/M", "delete u1", "token u1/M gone, token vk1/M gone, token vk2/M active" },

        // What a grant covers.
        { "GR-03", "M*; vk1=M!; token vk1/M orphaned", "repair", "token vk1/M orphaned" },
        { "GR-04", "M*; vk1=; token vk1/M orphaned", "repair", "token vk1/M active" },
        { "GR-05", "M; vk1=; token vk1/M", "repair", "token vk1/M orphaned" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_of_the_reference_holds(string id, string given, string when, string then)
    {
        var company = Company.Parse(given);
        company.Load(database);
        foreach (var edit in when.Split('|'))
            await database.Reconciler().CommitAsync(company.Edit(edit.Trim(' ')), new CommitRequest(new Actor(id, Role.Admin, Origin.Api)));

        using var db = database.CreateDbContext();
        foreach (var row in then.Split(',', StringSplitOptions.TrimEntries))
            Assert.Equal(row, $"{row[..row.LastIndexOf(' ')]} {company.StatusOf(db, row[..row.LastIndexOf(' ')])}");
    }

    public void Dispose() => database.Dispose();
}
