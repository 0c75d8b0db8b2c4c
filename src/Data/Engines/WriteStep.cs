namespace Gatehouse.Data.Engines;

/// <summary>
/// What a write has while it writes: a context that holds the write lock, who writes, and what goes on record with it. Whatever saves, updates or
/// deletes takes one of these: there is no other way to it (a test over the compiled code holds that).
/// </summary>
public sealed class WriteStep
{
    private readonly List<RecordEntry> entries = [];

    internal WriteStep(DashboardDbContext db, Actor actor, Role role, DateTimeOffset now) => (Db, Actor, Role, Now) = (db, actor, role, now);

    public DashboardDbContext Db { get; }

    public Actor Actor { get; private set; }

    /// <summary>What the actor may do, as the tables say it in this transaction.</summary>
    public Role Role { get; }

    public DateTimeOffset Now { get; }

    internal IReadOnlyList<RecordEntry> Entries => entries;

    /// <summary>Whether it is said how this goes on record.</summary>
    internal bool IsAnswered { get; private set; }

    /// <summary>Whether it touches what the runtime check and live pages depend on.</summary>
    internal bool TouchesPolicy { get; private set; } = true;

    /// <summary>Puts an event on record, if and only if the write is kept.</summary>
    public void Record(RecordEntry entry)
    {
        entries.Add(entry);
        IsAnswered = true;
    }

    /// <summary>On record it stands under this name: what happened is told of somebody who may do nothing more, or nothing yet.</summary>
    public void As(Actor actor) => Actor = actor;

    /// <summary>A change stands on record: the write wrote it itself.</summary>
    public void HasChange() => IsAnswered = true;

    /// <summary>Nothing goes on record.</summary>
    /// <param name="because">Why not, for whoever reads the code.</param>
    public void OffRecord(string because)
    {
        ArgumentException.ThrowIfNullOrEmpty(because);
        IsAnswered = true;
    }

    /// <summary>Policy, people, credentials and flows stay as they are: nobody drops what they keep of them.</summary>
    public void LeavesPolicy() => TouchesPolicy = false;
}

/// <summary>What a step ends with: kept, or taken back.</summary>
public readonly record struct Written<T>(T Value, bool IsKept);

/// <summary>Makes <see cref="Written{T}"/>.</summary>
public static class Written
{
    /// <summary>All that was written stays.</summary>
    public static Written<T> Kept<T>(T value) => new(value, true);

    /// <summary>Nothing that was written stays.</summary>
    public static Written<T> Dropped<T>(T value) => new(value, false);
}

/// <summary>What the seam asks of other rooms, inside the transaction of each write.</summary>
/// <param name="RoleOf">What an actor may do now; null: nothing any more.</param>
/// <param name="Record">Puts entries on record.</param>
public sealed record WriteRules(
    Func<DashboardDbContext, Actor, DateTimeOffset, CancellationToken, Task<Role?>> RoleOf,
    Func<DashboardDbContext, Actor, DateTimeOffset, IReadOnlyList<RecordEntry>, CancellationToken, Task> Record);
