namespace Gatehouse.Data.Accounts;

/// <summary>A setting that an admin chose on the Settings page: it counts before the configuration, on every process.</summary>
public sealed class StoredSetting
{
    /// <summary>As in the configuration, e.g. <c>Retention:OrphanDays</c>.</summary>
    public required string Name { get; init; }

    public required string Value { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}
