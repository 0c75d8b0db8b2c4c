namespace Gatehouse.Data.Kernel;

/// <summary>An event for the record. No secret is in it ever: of a secret that changed it says "changed".</summary>
/// <param name="Action">What happened (<see cref="RecordAction"/>).</param>
/// <param name="Kind">The kind of object it is about; null: none.</param>
/// <param name="ObjectId">The public id of that object.</param>
/// <param name="ObjectName">The name it has now.</param>
public sealed record RecordEntry(string Action, ObjectKind? Kind = null, string? ObjectId = null, string? ObjectName = null)
{
    /// <summary>Of a secret: it is another than before, and nothing more is said.</summary>
    public const string Changed = "changed";

    /// <summary>What was before, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string?>? Before { get; init; }

    /// <summary>What is since, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string?>? After { get; init; }

    /// <summary>With the fields that are another than before.</summary>
    public RecordEntry With(params (string Field, string? Before, string? After)[] fields)
    {
        var changed = fields.Where(field => field.Before != field.After).ToArray();
        return this with { Before = Some(changed.Select(field => (field.Field, field.Before))), After = Some(changed.Select(field => (field.Field, field.After))) };
    }

    /// <summary>A switch as text.</summary>
    public static string Text(bool value) => value ? "yes" : "no";

    /// <summary>A time as text, in UTC.</summary>
    public static string? Text(DateTimeOffset? value) => value?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string?>? Some(IEnumerable<(string Field, string? Value)> fields) =>
        fields.Where(field => field.Value is not null).ToDictionary(field => field.Field, field => field.Value) is { Count: > 0 } some ? some : null;
}
