using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.People;

public sealed class PeopleEditsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly PeopleEdits edits;

    public PeopleEditsTests() => edits = new PeopleEdits(database.WritesAt(TimeProvider.System));

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_new_user_has_both_names_and_is_active()
    {
        var made = Assert.IsType<EditOutcome.Done>(await edits.CreateUserAsync(Some.Admin, " Ana Ortiz ", " ana@acme.example "));

        await using var db = database.CreateDbContext();
        var user = await db.People.SingleAsync();
        Assert.Equal((made.Id, "Ana Ortiz", "ana@acme.example", true), (user.PublicId, user.DisplayName, user.UserName, user.Active));
    }

    [Theory]
    [InlineData("", "ana@acme.example", "name")]
    [InlineData("Ana", " ", "user_name")]
    [InlineData("Ana", "user1@example.com", "user_name")]
    public async Task Names_that_are_missing_or_taken_are_refused_by_field(string name, string userName, string field)
    {
        database.Add(Some.User(1), Some.User(2));

        Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(await edits.CreateUserAsync(Some.Admin, name, userName)).Field);
        Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(await edits.RenameUserAsync(Some.Admin, "u2", new("User 2", "user2@example.com"), new(name, userName))).Field);
    }

    [Fact]
    public async Task A_form_that_was_opened_before_another_rename_is_a_conflict()
    {
        database.Add(Some.User(1), Some.Group(1));
        var opened = new UserNames("User 1", "user1@example.com");

        Assert.IsType<EditOutcome.Done>(await edits.RenameUserAsync(Some.Admin, "u1", opened, new("Ana", "ana@acme.example")));
        Assert.IsType<EditOutcome.Conflict>(await edits.RenameUserAsync(Some.Admin, "u1", opened, new("Bo", "bo@acme.example")));
        Assert.IsType<EditOutcome.Gone>(await edits.RenameUserAsync(Some.Admin, "nowhere", opened, opened with { UserName = "x" }));
        Assert.IsType<EditOutcome.Done>(await edits.RenameGroupAsync(Some.Admin, "g1", "Group 1", "Data"));
        Assert.IsType<EditOutcome.Conflict>(await edits.RenameGroupAsync(Some.Admin, "g1", "Group 1", "Sales"));
        Assert.IsType<EditOutcome.Gone>(await edits.RenameGroupAsync(Some.Admin, "nowhere", "Group 1", "Others"));
    }

    [Fact]
    public async Task The_switch_moves_no_credential()
    {
        database.Add(Some.User(1), Some.McpClient(1), Some.VirtualKey(1, user: 1));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.User, 1));

        Assert.IsType<EditOutcome.Done>(await edits.SwitchUserAsync(Some.Admin, "u1", false));

        await using var db = database.CreateDbContext();
        Assert.False((await db.People.SingleAsync()).Active);
        Assert.Equal(CredentialStatus.Active, (await db.OAuthTokens.SingleAsync()).Status);
        Assert.IsType<EditOutcome.Gone>(await edits.SwitchUserAsync(Some.Admin, "nowhere", true));
    }

    [Fact]
    public async Task A_group_has_a_name_of_its_own()
    {
        Assert.IsType<EditOutcome.Done>(await edits.CreateGroupAsync(Some.Admin, "Data"));
        Assert.IsType<EditOutcome.Refused>(await edits.CreateGroupAsync(Some.Admin, "Data "));
        Assert.IsType<EditOutcome.Refused>(await edits.CreateGroupAsync(Some.Admin, ""));
    }
}
