namespace Gatehouse.Data.Kernel;

/// <summary>An event for the record. No secret is in it ever: of a secret that changed it says "changed".</summary>
/// <param name="Action">What happened, e.g. "key.rotated".</param>
/// <param name="Kind">The kind of object it is about; null: none.</param>
/// <param name="ObjectId">The public id of that object.</param>
/// <param name="ObjectName">The name it has now.</param>
public sealed record RecordEntry(string Action, ObjectKind? Kind = null, string? ObjectId = null, string? ObjectName = null)
{
    /// <summary>What was before, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string?>? Before { get; init; }

    /// <summary>What is since, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string?>? After { get; init; }
}
