using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>Edits of an access profile without consequences for credentials: it is made empty and given to nobody, and named.</summary>
public sealed class ProfileEdits(Writes writes)
{
    /// <param name="actor">Who makes it.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> CreateAsync(Actor actor, string name, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Operator, step => CreateAsync(step, name, cancellation), cancellation);

    /// <summary>The same inside a transaction of somebody else's.</summary>
    internal static async Task<EditOutcome> CreateAsync(WriteStep step, string name, CancellationToken cancellation)
    {
        var (db, now) = (step.Db, step.Now);
        if (await RefuseAsync(db, name, null, cancellation) is { } refused)
            return refused;
        var profile = new AccessProfile { PublicId = Ids.New("ap"), Name = name.Trim(), CreatedAt = now, UpdatedAt = now };
        db.AccessProfiles.Add(profile);
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.ProfileMade, ObjectKind.AccessProfile, profile.PublicId, profile.Name).With(("name", null, profile.Name)));
        return new EditOutcome.Done(profile.PublicId);
    }

    /// <param name="actor">Who renames it.</param>
    /// <param name="id">The profile.</param>
    /// <param name="version">Its version when the form was opened.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> RenameAsync(Actor actor, string id, int version, string name, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Operator, step => RenameAsync(step, id, version, name, cancellation), cancellation);

    /// <summary>The same inside a transaction of somebody else's; version null: whatever it is now.</summary>
    internal static async Task<EditOutcome> RenameAsync(WriteStep step, string id, int? version, string? name, CancellationToken cancellation)
    {
        var db = step.Db;
        var profile = await db.AccessProfiles.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (profile is null)
            return new EditOutcome.Gone();
        if (version is not null && profile.Version != version)
            return new EditOutcome.Conflict();
        if (name is null || (version is null && profile.Name == name.Trim()))
        {
            step.OffRecord("Nothing of it is another.");
            return new EditOutcome.Done(id);
        }
        if (await RefuseAsync(db, name, profile.Id, cancellation) is { } refused)
            return refused;
        var before = profile.Name;
        (profile.Name, profile.UpdatedAt) = (name.Trim(), step.Now);
        profile.Version++;
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.ProfileChanged, ObjectKind.AccessProfile, id, profile.Name).With(("name", before, profile.Name)));
        return new EditOutcome.Done(id);
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
