using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Policy;

/// <summary>Edits of a virtual key without consequences for credentials: create, name, active, expiry, rotate.</summary>
public sealed class VirtualKeyEdits(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="owner"><c>user:id</c>, <c>group:id</c>, or null for nobody.</param>
    /// <param name="expiresAt">In the future; null: never.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> CreateAsync(string name, string? owner, DateTimeOffset? expiresAt, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        if (await RefuseAsync(db, name, null, cancellation) is { } refused)
            return refused;
        if (expiresAt <= now)
            return new EditOutcome.Refused("expires_at", "The expiry is in the past. Choose a later day, or none.");
        var (kind, id) = owner?.Split(':', 2) is [var first, var second] ? (first, second) : ("", "");
        var userId = kind == "user" ? await db.People.Where(user => user.PublicId == id).Select(user => (int?)user.Id).FirstOrDefaultAsync(cancellation) : null;
        var groupId = kind == "group" ? await db.Groups.Where(group => group.PublicId == id).Select(group => (int?)group.Id).FirstOrDefaultAsync(cancellation) : null;
        if (owner is not null && userId is null && groupId is null)
            return new EditOutcome.Refused("owner", "There is no such user or group. Search again.");
        var secret = VirtualKeySecret.New();
        var key = new VirtualKey
        {
            PublicId = Ids.New("vk"),
            Name = name.Trim(),
            OwnerUserId = userId,
            OwnerGroupId = groupId,
            ExpiresAt = expiresAt,
            SecretHash = secret.Hash,
            SecretPrefix = secret.Prefix,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.VirtualKeys.Add(key);
        await db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(key.PublicId, secret.Value);
    }

    /// <param name="id">The key.</param>
    /// <param name="version">Its version when the form was opened.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="description">Anything; null: none.</param>
    /// <param name="isActive">Whether it may be used.</param>
    /// <param name="expiresAt">Null: never.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public async Task<EditOutcome> ChangeAsync(
        string id, int version, string name, string? description, bool isActive, DateTimeOffset? expiresAt, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.VirtualKeys.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (key is null)
            return new EditOutcome.Gone();
        if (key.Version != version)
            return new EditOutcome.Conflict();
        if (await RefuseAsync(db, name, key.Id, cancellation) is { } refused)
            return refused;
        (key.Name, key.Description, key.IsActive, key.ExpiresAt) = (name.Trim(), string.IsNullOrWhiteSpace(description) ? null : description.Trim(), isActive, expiresAt);
        return await WriteAsync(db, key, null, cancellation);
    }

    /// <summary>A new secret; the old one stops working at once. Credentials stay.</summary>
    public async Task<EditOutcome> RotateAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.VirtualKeys.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (key is null)
            return new EditOutcome.Gone();
        var secret = VirtualKeySecret.New();
        (key.SecretHash, key.SecretPrefix) = (secret.Hash, secret.Prefix);
        return await WriteAsync(db, key, secret.Value, cancellation);
    }

    private async Task<EditOutcome> WriteAsync(DashboardDbContext db, VirtualKey key, string? secret, CancellationToken cancellation)
    {
        key.Version++;
        key.UpdatedAt = clock.GetUtcNow();
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new EditOutcome.Done(key.PublicId, secret);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new EditOutcome.Conflict();
        }
    }

    private static async Task<EditOutcome?> RefuseAsync(DashboardDbContext db, string name, int? self, CancellationToken cancellation)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > 255)
            return new EditOutcome.Refused("name", "Give the key a name of 1 to 255 characters.");
        return await db.VirtualKeys.AnyAsync(key => key.Name == trimmed && key.Id != self, cancellation)
            ? new EditOutcome.Refused("name", $"There is a key named \"{trimmed}\" already. Choose another name.")
            : null;
    }
}
