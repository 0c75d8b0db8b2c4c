using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// A commit that does not do what its plan says is our bug: it is rolled back and named. A trigger stands for the bug, since the product has
/// none that could be switched on.
/// </summary>
public sealed class CommitCheckTests : IDisposable
{
    private static readonly Edit Removal = new Edit.Allowlist("vk1", Remove: ["c1", "c2"]);
    private readonly TestDatabase database = new();

    public CommitCheckTests()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2), Some.Grant(1, 1), Some.Grant(1, 2));
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1), .. Some.Token(2, 2, IdentityKind.VirtualKey, 1)]);
    }

    public void Dispose() => database.Dispose();

    public static TheoryData<string, string> Bugs => new()
    {
        // The statement says that it wrote both rows: only planning again tells that one still moves.
        { "one row is written and not moved", "CREATE TRIGGER bug AFTER UPDATE ON oauth_tokens WHEN NEW.id = 2 AND NEW.orphaned_at IS NOT NULL BEGIN UPDATE oauth_tokens SET orphaned_at = NULL WHERE id = 2; END" },
        { "one row is passed over", "CREATE TRIGGER bug BEFORE UPDATE ON oauth_tokens WHEN NEW.id = 2 BEGIN SELECT RAISE(IGNORE); END" },
        { "one row is not recorded", "CREATE TRIGGER bug BEFORE INSERT ON changed_credentials WHEN NEW.credential_id = 2 BEGIN SELECT RAISE(IGNORE); END" },
        { "a row is recorded that does not move", "CREATE TRIGGER bug AFTER INSERT ON changed_credentials WHEN NEW.credential_id = 2 BEGIN INSERT INTO changed_credentials (change_id, kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, \"from\") VALUES (NEW.change_id, 1, 1, 1, 1, 77, 1, 2, 1); END" },
        { "the policy is not written", "CREATE TRIGGER bug BEFORE DELETE ON grants WHEN OLD.mcp_client_id = 2 BEGIN SELECT RAISE(IGNORE); END" },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_commit_that_does_not_do_what_its_plan_says_is_rolled_back_and_named(string what, string trigger)
    {
        Assert.NotEmpty(what);
        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync(trigger, TestContext.Current.CancellationToken);

        var broken = Assert.IsType<CommitOutcome.Broken>(await database.CommitAsync(Removal));

        Assert.StartsWith("broken", broken.Reference, StringComparison.Ordinal);
        await using var after = database.CreateDbContext();
        Assert.Equal((2, 0, 0), (after.Grants.Count(), after.Changes.Count(), after.OAuthTokens.Count(row => row.OrphanedAt != null)));
    }
}
