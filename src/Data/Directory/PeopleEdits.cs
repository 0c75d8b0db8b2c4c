using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Directory;

/// <summary>
/// Edits of users and groups without consequences for credentials: create, names, the active switch. Neither table counts versions,
/// so a form hands back the names it was opened with: they are the optimistic check, in the statement that writes.
/// </summary>
public sealed class PeopleEdits(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <param name="name">What people see; 1 to 255 characters.</param>
    /// <param name="userName">What they sign in with elsewhere; 1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> CreateUserAsync(string name, string userName, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await RefuseUserAsync(db, new("", ""), new(name, userName), null, cancellation) is { } refused)
            return refused;
        var user = new User { PublicId = Ids.New("u"), DisplayName = name.Trim(), UserName = userName.Trim(), CreatedAt = clock.GetUtcNow() };
        db.People.Add(user);
        await db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(user.PublicId);
    }

    /// <param name="id">The user.</param>
    /// <param name="was">Their names when the form was opened.</param>
    /// <param name="to">Their names from now on.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> RenameUserAsync(string id, UserNames was, UserNames to, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await RefuseUserAsync(db, was, to, id, cancellation) is { } refused)
            return refused;
        var written = await db.People
            .Where(user => user.PublicId == id && user.DisplayName == was.Name && user.UserName == was.UserName)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, to.Name.Trim()).SetProperty(user => user.UserName, to.UserName.Trim()), cancellation);
        return await OutcomeAsync(written, id, db.People.Select(user => user.PublicId), cancellation);
    }

    /// <summary>Checked at use and no part of cover: no credential moves, and switching on again is instant.</summary>
    public async Task<EditOutcome> SwitchUserAsync(string id, bool isActive, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var written = await db.People.Where(user => user.PublicId == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.Active, isActive), cancellation);
        return written == 0 ? new EditOutcome.Gone() : new EditOutcome.Done(id);
    }

    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> CreateGroupAsync(string name, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await RefuseGroupAsync(db, name, null, cancellation) is { } refused)
            return refused;
        var group = new Group { PublicId = Ids.New("g"), DisplayName = name.Trim(), CreatedAt = clock.GetUtcNow() };
        db.Groups.Add(group);
        await db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(group.PublicId);
    }

    /// <param name="id">The group.</param>
    /// <param name="was">Its name when the form was opened.</param>
    /// <param name="name">Its name from now on; 1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> RenameGroupAsync(string id, string was, string name, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (name.Trim() != was && await RefuseGroupAsync(db, name, id, cancellation) is { } refused)
            return refused;
        var written = await db.Groups.Where(group => group.PublicId == id && group.DisplayName == was)
            .ExecuteUpdateAsync(set => set.SetProperty(group => group.DisplayName, name.Trim()), cancellation);
        return await OutcomeAsync(written, id, db.Groups.Select(group => group.PublicId), cancellation);
    }

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
        var folded = trimmed.ToLowerInvariant();
        return await db.People.AnyAsync(user => user.UserName.ToLower() == folded && user.PublicId != self, cancellation)
            ? new EditOutcome.Refused("user_name", $"There is a user \"{trimmed}\" already. Choose another user name.")
            : null;
    }

    private static async Task<EditOutcome?> RefuseGroupAsync(DashboardDbContext db, string name, string? self, CancellationToken cancellation)
    {
        var trimmed = name.Trim();
        if (NameText.WrongName(trimmed, "the group") is { } wrong)
            return new EditOutcome.Refused("name", wrong);
        return await db.Groups.AnyAsync(group => group.DisplayName == trimmed && group.PublicId != self, cancellation)
            ? new EditOutcome.Refused("name", $"There is a group named \"{trimmed}\" already. Choose another name.")
            : null;
    }
}

/// <summary>What a user is called: by people, and by the directory.</summary>
public sealed record UserNames(string Name, string UserName);
