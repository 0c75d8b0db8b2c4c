using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>
/// Edits of a virtual key without consequences for credentials: name, active, expiry, rotate. A key is made by <c>WholeKeyEdits</c>: with
/// its owner it may cover what nothing covered.
/// </summary>
public sealed class VirtualKeyEdits(Writes writes)
{
    /// <summary>A key of nobody without grants, inside a transaction of somebody else's: whoever owns it, and what it reaches, is an edit.</summary>
    internal static async Task<EditOutcome> CreateAsync(WriteStep step, NewVirtualKey asked, CancellationToken cancellation)
    {
        var (db, now) = (step.Db, step.Now);
        if (await RefuseAsync(db, asked.Name, null, cancellation) is { } refused)
            return refused;
        if (WrongEnd(now, asked.ExpiresAt, null) is { } past)
            return past;
        if (NameText.WrongDescription(Text(asked.Description)) is { } description)
            return new EditOutcome.Refused("description", description);
        var secret = VirtualKeySecret.New();
        var key = new VirtualKey
        {
            PublicId = Ids.New("vk"),
            Name = asked.Name.Trim(),
            Description = Text(asked.Description),
            IsActive = asked.IsActive,
            ExpiresAt = asked.ExpiresAt,
            SecretHash = secret.Hash,
            SecretPrefix = secret.Prefix,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.VirtualKeys.Add(key);
        await db.SaveChangesAsync(cancellation);
        step.Record(new RecordEntry(RecordAction.KeyMade, ObjectKind.VirtualKey, key.PublicId, key.Name).With(Facts(null, key)));
        return new EditOutcome.Done(key.PublicId, secret.Value);
    }

    /// <summary>What is given of it, inside a transaction of somebody else's; the version counts only when something is another.</summary>
    internal static async Task<EditOutcome> ChangeAsync(WriteStep step, string id, VirtualKeyPatch asked, CancellationToken cancellation)
    {
        var db = step.Db;
        var key = await db.VirtualKeys.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (key is null)
            return new EditOutcome.Gone();
        if (asked.Name is { } name && name.Trim() != key.Name && await RefuseAsync(db, name, key.Id, cancellation) is { } refused)
            return refused;
        if (asked.Description is { } said && Text(said.Value) != key.Description && NameText.WrongDescription(Text(said.Value)) is { } wrong)
            return new EditOutcome.Refused("description", wrong);
        if (asked.ExpiresAt is { } end && WrongEnd(step.Now, end.Value, key.ExpiresAt) is { } past)
            return past;
        var before = KeyFacts.Of(key);
        key.Name = asked.Name?.Trim() ?? key.Name;
        key.Description = asked.Description is { } text ? Text(text.Value) : key.Description;
        key.IsActive = asked.IsActive ?? key.IsActive;
        key.ExpiresAt = asked.ExpiresAt is { } expiry ? expiry.Value : key.ExpiresAt;
        if (before != KeyFacts.Of(key))
            return await WriteAsync(step, key, Changed(before, key), null, cancellation);
        step.OffRecord("Nothing of it is another.");
        return new EditOutcome.Done(id);
    }

    /// <param name="actor">Who changes it.</param>
    /// <param name="id">The key.</param>
    /// <param name="version">Its version when the form was opened.</param>
    /// <param name="name">1 to 255 characters, unique.</param>
    /// <param name="description">Anything; null: none.</param>
    /// <param name="isActive">Whether it may be used.</param>
    /// <param name="expiresAt">Null: never.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> ChangeAsync(
        Actor actor, string id, int version, string name, string? description, bool isActive, DateTimeOffset? expiresAt, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Operator, async step =>
    {
        var db = step.Db;
        var key = await db.VirtualKeys.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (key is null)
            return new EditOutcome.Gone();
        if (key.Version != version)
            return new EditOutcome.Conflict();
        if (name.Trim() != key.Name && await RefuseAsync(db, name, key.Id, cancellation) is { } refused)
            return refused;
        if (Text(description) != key.Description && NameText.WrongDescription(Text(description)) is { } wrong)
            return new EditOutcome.Refused("description", wrong);
        if (WrongEnd(step.Now, expiresAt, key.ExpiresAt) is { } past)
            return past;
        var before = KeyFacts.Of(key);
        (key.Name, key.Description, key.IsActive, key.ExpiresAt) = (name.Trim(), Text(description), isActive, expiresAt);
        return await WriteAsync(step, key, Changed(before, key), null, cancellation);
    }, cancellation);

    /// <summary>A new secret; the old one stops working at once. Credentials stay.</summary>
    public Task<EditOutcome> RotateAsync(Actor actor, string id, CancellationToken cancellation = default) => writes.EditAsync(actor, Role.Operator, async step =>
    {
        var key = await step.Db.VirtualKeys.FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (key is null)
            return new EditOutcome.Gone();
        var secret = VirtualKeySecret.New();
        (key.SecretHash, key.SecretPrefix) = (secret.Hash, secret.Prefix);
        var rotated = new RecordEntry(RecordAction.KeyRotated, ObjectKind.VirtualKey, id, key.Name).With(("secret", null, RecordEntry.Changed));
        return await WriteAsync(step, key, rotated, secret.Value, cancellation);
    }, cancellation);

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static async Task<EditOutcome> WriteAsync(WriteStep step, VirtualKey key, RecordEntry entry, string? secret, CancellationToken cancellation)
    {
        key.Version++;
        key.UpdatedAt = step.Now;
        await step.Db.SaveChangesAsync(cancellation);
        step.Record(entry);
        return new EditOutcome.Done(key.PublicId, secret);
    }

    private static RecordEntry Changed(KeyFacts before, VirtualKey key) =>
        new RecordEntry(RecordAction.KeyChanged, ObjectKind.VirtualKey, key.PublicId, key.Name).With(Facts(before, key));

    private static (string, string?, string?)[] Facts(KeyFacts? before, VirtualKey key) =>
    [
        ("name", before?.Name, key.Name), ("description", before?.Description, key.Description),
        ("active", before is null ? null : RecordEntry.Text(before.IsActive), RecordEntry.Text(key.IsActive)), ("expires_at", RecordEntry.Text(before?.ExpiresAt), RecordEntry.Text(key.ExpiresAt)),
    ];

    private sealed record KeyFacts(string Name, string? Description, bool IsActive, DateTimeOffset? ExpiresAt)
    {
        public static KeyFacts Of(VirtualKey key) => new(key.Name, key.Description, key.IsActive, key.ExpiresAt);
    }

    /// <summary>A new end lies ahead; one that is there may have passed.</summary>
    private static EditOutcome.Refused? WrongEnd(DateTimeOffset now, DateTimeOffset? asked, DateTimeOffset? standing) =>
        asked is { } end && end <= now && (standing is null || (end - standing.Value).Duration() >= TimeSpan.FromSeconds(1))
            ? new("expires_at", "The expiry is in the past. Choose a later day, or none.") : null;

    private static async Task<EditOutcome?> RefuseAsync(DashboardDbContext db, string name, int? self, CancellationToken cancellation)
    {
        var trimmed = name.Trim();
        if (NameText.WrongName(trimmed, "the key") is { } wrong)
            return new EditOutcome.Refused("name", wrong);
        return await db.VirtualKeys.AnyAsync(key => key.Name == trimmed && key.Id != self, cancellation)
            ? new EditOutcome.Refused("name", $"There is a key named \"{trimmed}\" already. Choose another name.", IsTaken: true)
            : null;
    }
}

/// <summary>A virtual key to be made.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="Description">Anything; null: none.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="ExpiresAt">In the future; null: never.</param>
public sealed record NewVirtualKey(string Name, string? Description = null, bool IsActive = true, DateTimeOffset? ExpiresAt = null);

/// <summary>What of a virtual key is to be another; null: as it is.</summary>
public sealed record VirtualKeyPatch(string? Name = null, Given<string?>? Description = null, bool? IsActive = null, Given<DateTimeOffset?>? ExpiresAt = null);
