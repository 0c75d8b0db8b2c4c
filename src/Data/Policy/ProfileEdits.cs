using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Policy;

/// <summary>Edits of an access profile without consequences for credentials: it is made empty and given to nobody, and named.</summary>
public sealed class ProfileEdits(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> CreateAsync(string name, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await CreateAsync(db, name, cancellation);
    }

    /// <summary>The same inside a transaction of somebody else's.</summary>
    internal async Task<EditOutcome> CreateAsync(DashboardDbContext db, string name, CancellationToken cancellation)
    {
        if (await RefuseAsync(db, name, null, cancellation) is { } refused)
            return refused;
        var now = clock.GetUtcNow();
        var profile = new AccessProfile { PublicId = Ids.New("ap"), Name = name.Trim(), CreatedAt = now, UpdatedAt = now };
        db.AccessProfiles.Add(profile);
        await db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(profile.PublicId);
    }

    /// <param name="id">The profile.</param>
    /// <param name="version">Its version when the form was opened.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> RenameAsync(string id, int version, string name, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RenameAsync(db, id, version, name, cancellation);
    }

    /// <summary>The same inside a transaction of somebody else's; version null: whatever it is now.</summary>
    internal async Task<EditOutcome> RenameAsync(DashboardDbContext db, string id, int? version, string? name, CancellationToken cancellation)
    {
        var profile = await db.AccessProfiles.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (profile is null)
            return new EditOutcome.Gone();
        if (version is not null && profile.Version != version)
            return new EditOutcome.Conflict();
        if (name is null || (version is null && profile.Name == name.Trim()))
            return new EditOutcome.Done(id);
        if (await RefuseAsync(db, name, profile.Id, cancellation) is { } refused)
            return refused;
        (profile.Name, profile.UpdatedAt) = (name.Trim(), clock.GetUtcNow());
        profile.Version++;
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new EditOutcome.Done(id);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new EditOutcome.Conflict();
        }
    }

    private static async Task<EditOutcome?> RefuseAsync(DashboardDbContext db, string name, int? self, CancellationToken cancellation)
    {
        var trimmed = name.Trim();
        if (NameText.WrongName(trimmed, "the access profile") is { } wrong)
            return new EditOutcome.Refused("name", wrong);
        return await db.AccessProfiles.AnyAsync(profile => profile.Name == trimmed && profile.Id != self, cancellation)
            ? new EditOutcome.Refused("name", $"There is an access profile named \"{trimmed}\" already. Choose another name.", IsTaken: true)
            : null;
    }
}
