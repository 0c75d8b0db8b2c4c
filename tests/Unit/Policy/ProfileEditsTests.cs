using Gatehouse.Data.Edits;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Policy;

public sealed class ProfileEditsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly ProfileEdits edits;

    public ProfileEditsTests() => edits = new ProfileEdits(database.WritesAt(TimeProvider.System));

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_new_profile_is_active_names_nothing_and_is_given_to_nobody()
    {
        var made = Assert.IsType<EditOutcome.Done>(await edits.CreateAsync(Some.Admin, "  Contractors "));

        await using var db = database.CreateDbContext();
        var profile = await db.AccessProfiles.SingleAsync();
        Assert.Equal((made.Id, "Contractors", true), (profile.PublicId, profile.Name, profile.IsActive));
        Assert.Equal((0, 0), (await db.ProfileGrants.CountAsync(), await db.ProfileAssignments.CountAsync()));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("Profile 1")]
    public async Task A_name_that_is_missing_or_taken_is_refused(string name)
    {
        database.Add(Some.Profile(1), Some.Profile(2));

        Assert.Equal("name", Assert.IsType<EditOutcome.Refused>(await edits.CreateAsync(Some.Admin, name)).Field);
        Assert.Equal("name", Assert.IsType<EditOutcome.Refused>(await edits.RenameAsync(Some.Admin, "p2", 0, name)).Field);
    }

    [Fact]
    public async Task A_rename_counts_the_version_and_an_older_form_is_a_conflict()
    {
        database.Add(Some.Profile(1));

        Assert.IsType<EditOutcome.Done>(await edits.RenameAsync(Some.Admin, "p1", 0, "Staff"));
        Assert.IsType<EditOutcome.Conflict>(await edits.RenameAsync(Some.Admin, "p1", 0, "Others"));
        Assert.IsType<EditOutcome.Gone>(await edits.RenameAsync(Some.Admin, "nowhere", 0, "Others"));
        await using var db = database.CreateDbContext();
        Assert.Equal(("Staff", 1), await db.AccessProfiles.Select(profile => new ValueTuple<string, int>(profile.Name, profile.Version)).SingleAsync());
    }
}
