using Gatehouse.Data.Directory;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>
/// Edits of users and groups without consequences for credentials: create, names, the active switch. Neither table counts versions,
/// so a form hands back the names it was opened with: they are the optimistic check, in the statement that writes.
/// </summary>
public sealed class PeopleEdits(Writes writes)
{
    /// <param name="actor">Who makes them.</param>
    /// <param name="name">What people see; 1 to 255 characters.</param>
    /// <param name="userName">What they sign in with elsewhere; 1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> CreateUserAsync(Actor actor, string name, string userName, CancellationToken cancellation = default) => WriteAsync(actor, async step =>
    {
        var db = step.Db;
        if (await RefuseUserAsync(db, new("", ""), new(name, userName), null, cancellation) is { } refused)
            return refused;
        var user = new User { PublicId = Ids.New("u"), DisplayName = name.Trim(), UserName = userName.Trim(), CreatedAt = step.Now };
        db.People.Add(user);
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.UserMade, ObjectKind.User, user.PublicId, user.DisplayName).With(("name", null, user.DisplayName), ("user_name", null, user.UserName)));
        return new EditOutcome.Done(user.PublicId);
    }, cancellation);

    /// <param name="actor">Who renames them.</param>
    /// <param name="id">The user.</param>
    /// <param name="was">Their names when the form was opened.</param>
    /// <param name="to">Their names from now on.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> RenameUserAsync(Actor actor, string id, UserNames was, UserNames to, CancellationToken cancellation = default) => WriteAsync(actor, async step =>
    {
        var db = step.Db;
        if (await RefuseUserAsync(db, was, to, id, cancellation) is { } refused)
            return refused;
        var written = await db.People
            .Where(user => user.PublicId == id && user.DisplayName == was.Name && user.UserName == was.UserName)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, to.Name.Trim()).SetProperty(user => user.UserName, to.UserName.Trim()), cancellation);
        step.Record(new RecordEntry(RecordAction.UserChanged, ObjectKind.User, id, to.Name.Trim())
            .With(("name", was.Name, to.Name.Trim()), ("user_name", was.UserName, to.UserName.Trim())));
        return await OutcomeAsync(written, id, db.People.Select(user => user.PublicId), cancellation);
    }, cancellation);

    /// <summary>Checked at use and no part of cover: no credential moves, and switching on again is instant.</summary>
    public Task<EditOutcome> SwitchUserAsync(Actor actor, string id, bool isActive, CancellationToken cancellation = default) => WriteAsync(actor, async step =>
    {
        var user = await step.Db.People.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (user is null)
            return new EditOutcome.Gone();
        step.Record(new RecordEntry(RecordAction.UserChanged, ObjectKind.User, id, user.DisplayName).With(("active", RecordEntry.Text(user.Active), RecordEntry.Text(isActive))));
        user.Active = isActive;
        await step.Db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(id);
    }, cancellation);

    /// <param name="actor">Who makes it.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> CreateGroupAsync(Actor actor, string name, CancellationToken cancellation = default) => WriteAsync(actor, async step =>
    {
        var db = step.Db;
        if (await RefuseGroupAsync(db, name, null, cancellation) is { } refused)
            return refused;
        var group = new Group { PublicId = Ids.New("g"), DisplayName = name.Trim(), CreatedAt = step.Now };
        db.Groups.Add(group);
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.GroupMade, ObjectKind.Group, group.PublicId, group.DisplayName).With(("name", null, group.DisplayName)));
        return new EditOutcome.Done(group.PublicId);
    }, cancellation);

    /// <param name="actor">Who renames it.</param>
    /// <param name="id">The group.</param>
    /// <param name="was">Its name when the form was opened.</param>
    /// <param name="name">Its name from now on; 1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> RenameGroupAsync(Actor actor, string id, string was, string name, CancellationToken cancellation = default) => WriteAsync(actor, async step =>
    {
        var db = step.Db;
        if (name.Trim() != was && await RefuseGroupAsync(db, name, id, cancellation) is { } refused)
            return refused;
        var written = await db.Groups.Where(group => group.PublicId == id && group.DisplayName == was)
            .ExecuteUpdateAsync(set => set.SetProperty(group => group.DisplayName, name.Trim()), cancellation);
        step.Record(new RecordEntry(RecordAction.GroupChanged, ObjectKind.Group, id, name.Trim()).With(("name", was, name.Trim())));
        return await OutcomeAsync(written, id, db.Groups.Select(group => group.PublicId), cancellation);
    }, cancellation);

    /// <summary>Who people are is an admin's to say.</summary>
    private Task<EditOutcome> WriteAsync(Actor actor, Func<WriteStep, Task<EditOutcome>> step, CancellationToken cancellation) =>
        writes.EditAsync(actor, Role.Admin, step, cancellation);

    private static async Task<EditOutcome> OutcomeAsync(int written, string id, IQueryable<string> known, CancellationToken cancellation) =>
        written > 0 ? new EditOutcome.Done(id)
        : await known.ContainsAsync(id, cancellation) ? new EditOutcome.Conflict()
        : new EditOutcome.Gone();

    private static async Task<EditOutcome?> RefuseUserAsync(DashboardDbContext db, UserNames was, UserNames to, string? self, CancellationToken cancellation)
    {
        if ((self is null || to.Name.Trim() != was.Name) && NameText.WrongName(to.Name.Trim(), "the user") is { } wrong)
            return new EditOutcome.Refused("name", wrong);
        var trimmed = to.UserName.Trim();
        if (self is not null && trimmed == was.UserName)
            return null;
        if (NameText.WrongUserName(trimmed) is { } wrongUser)
            return new EditOutcome.Refused("user_name", wrongUser);
        // A directory knows nobody by case (RFC 7643, section 4.1.1).
        var folded = Folding.Fold(trimmed);
        return await db.People.AnyAsync(user => Folding.Fold(user.UserName) == folded && user.PublicId != self, cancellation)
            ? new EditOutcome.Refused("user_name", $"There is a user \"{trimmed}\" already. Choose another user name.", IsTaken: true)
            : null;
    }

    private static async Task<EditOutcome?> RefuseGroupAsync(DashboardDbContext db, string name, string? self, CancellationToken cancellation)
    {
        var trimmed = name.Trim();
        if (NameText.WrongName(trimmed, "the group") is { } wrong)
            return new EditOutcome.Refused("name", wrong);
        return await db.Groups.AnyAsync(group => group.DisplayName == trimmed && group.PublicId != self, cancellation)
            ? new EditOutcome.Refused("name", $"There is a group named \"{trimmed}\" already. Choose another name.", IsTaken: true)
            : null;
    }
}

/// <summary>What a user is called: by people, and by the directory.</summary>
public sealed record UserNames(string Name, string UserName);
