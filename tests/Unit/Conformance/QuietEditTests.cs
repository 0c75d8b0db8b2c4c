using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>Cases of the reference, by its ids, in which nothing moves: edits that concern no grant, and edits that fail half way.</summary>
public sealed class QuietEditTests : IDisposable
{
    private readonly TestDatabase database = new();

    public QuietEditTests()
    {
        database.Add(Some.VirtualKey(1), Some.VirtualKey(2), Some.McpClient(1, allKeys: true), Some.McpClient(2));
        database.Add(Some.Grant(1, 2), Some.Grant(2, 2));
        // Drift on purpose: a reconciliation that looked at this key would move it.
        database.Add(Some.Token(1, 2, IdentityKind.VirtualKey, 1, orphaned: true));
        database.Add(Some.Header(2, 2, IdentityKind.VirtualKey, 2));
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("RV-20")]
    [InlineData("RV-21")]
    public async Task RV20_RV21_An_edit_of_a_key_without_its_allowlist_moves_nothing(string id)
    {
        if (id == "RV-20")
            Assert.IsType<EditOutcome.Done>(await Edits.ChangeAsync(Some.Admin, "vk1", 0, "another name", "text", true, null));
        else
            Assert.IsType<CommitOutcome.Rejected>(await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1"), new CommitRequest(new Actor(id, Role.Admin, Origin.Api))));
        AssertNothingMoved();
    }

    [Fact]
    public async Task RV22_A_key_set_inactive_keeps_its_credentials_as_they_are()
    {
        Assert.IsType<EditOutcome.Done>(await Edits.ChangeAsync(Some.Admin, "vk1", 0, "key-1", null, false, null));
        AssertNothingMoved();
    }

    [Fact]
    public async Task RV23_A_key_rotated_keeps_its_credentials_as_they_are()
    {
        Assert.IsType<EditOutcome.Done>(await Edits.RotateAsync(Some.Admin, "vk1"));
        AssertNothingMoved();
    }

    [Theory]
    [InlineData("RM-12")]
    [InlineData("RM-13")]
    public async Task RM12_RM13_A_client_renamed_or_disabled_reaches_whom_it_reached(string id)
    {
        await database.Reconciler().CommitAsync(new Edit.Repair(), new CommitRequest(new Actor(id, Role.Admin, Origin.Command)));
        await using var db = database.CreateDbContext();
        await db.McpClients.Where(client => client.Id == 2).ExecuteUpdateAsync(
            set => set.SetProperty(client => client.Name, id == "RM-12" ? "renamed" : "client_2").SetProperty(client => client.Disabled, id == "RM-13"));

        Assert.True(Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Repair())).Plan.IsEmpty);
    }

    /// <summary>There the other kind is still tried and the answer is yes; here it is both or neither.</summary>
    [Fact]
    public Task RV19x_When_the_rows_of_one_kind_cannot_be_written_nothing_is() =>
        FailsHalfWayAsync(new Edit.Allowlist("vk2", Remove: ["c2"]));

    [Fact]
    public Task RM11_When_the_rows_of_one_key_cannot_be_written_nothing_is() =>
        FailsHalfWayAsync(new Edit.Sharing("c2", Remove: ["vk2"]));

    private VirtualKeyEdits Edits => new(database.WritesAt());

    private async Task FailsHalfWayAsync(Edit edit)
    {
        database.Add(Some.Token(3, 2, IdentityKind.VirtualKey, 2));
        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER broken BEFORE UPDATE ON header_credentials BEGIN SELECT RAISE(ABORT, 'no'); END");

        await Assert.ThrowsAnyAsync<SqliteException>(() => database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("half", Role.Admin, Origin.Api))));

        AssertNothingMoved();
        await using var after = database.CreateDbContext();
        Assert.Equal(CredentialStatus.Active, after.OAuthTokens.AsEnumerable().Single(row => row.Id == 3).Status);
        Assert.Equal(2, after.Grants.Count());
        Assert.False(after.McpClients.Single(client => client.Id == 2).AllowOnAllVirtualKeys);
        Assert.Empty(after.Changes);
    }

    private void AssertNothingMoved()
    {
        using var db = database.CreateDbContext();
        Assert.Equal(CredentialStatus.Orphaned, db.OAuthTokens.AsEnumerable().Single(row => row.Id == 1).Status);
        Assert.Equal(CredentialStatus.Active, db.HeaderCredentials.AsEnumerable().Single().Status);
    }
}
