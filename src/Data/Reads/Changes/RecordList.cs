using System.Globalization;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>Which entries of the record a list shows, newest first.</summary>
public sealed record RecordFilter
{
    /// <summary>Part of who, of what happened, of the object's name or id, or of a value before or after.</summary>
    public string? Search { get; init; }

    public string? Actor { get; init; }

    public Origin? Origin { get; init; }

    public RecordGroup? Group { get; init; }

    /// <summary>Only events of this action.</summary>
    public string? Action { get; init; }

    /// <summary>Only entries about this object (public id), also when it is gone.</summary>
    public string? ObjectId { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool IsFiltered => this with { Group = null } != new RecordFilter() || Group is not null;
}

/// <summary>What somebody may see of the record.</summary>
public enum RecordView
{
    /// <summary>Changes of access.</summary>
    Access,

    /// <summary>Events.</summary>
    Events,

    /// <summary>Both.</summary>
    All,
}

/// <summary>An entry of the record: a change or an event.</summary>
/// <param name="Number">Its number in the chain.</param>
/// <param name="Change">The change; null: it is an event.</param>
/// <param name="Event">The event; null: it is a change.</param>
public sealed record RecordItem(long Number, ChangeItem? Change, EventItem? Event)
{
    public DateTimeOffset At => Change?.At ?? Event!.At;

    public string Actor => Change?.Actor ?? Event!.Actor;

    public RecordGroup Group => Event?.Group ?? RecordGroup.Access;
}

/// <summary>An event as lists show it.</summary>
public sealed record EventItem
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>Null: it came from this machine, or the address has gone.</summary>
    public string? Address { get; init; }

    public required string Action { get; init; }

    public required RecordGroup Group { get; init; }

    public ObjectKind? ObjectKind { get; init; }

    public string? ObjectId { get; init; }

    public string? ObjectName { get; init; }

    /// <summary>What was before, by the name of the field.</summary>
    public required IReadOnlyDictionary<string, string?> Before { get; init; }

    /// <summary>What is since, by the name of the field.</summary>
    public required IReadOnlyDictionary<string, string?> After { get; init; }
}

/// <summary>A page of the record.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Access">How many changes of access the filter lets through, whatever group is shown.</param>
/// <param name="Total">How many entries the filter lets through.</param>
/// <param name="All">How many it would let through without its group.</param>
/// <param name="Newer">Where the page before begins; null: this is the first.</param>
/// <param name="Older">Where the next page begins; null: this is the last.</param>
public sealed record RecordListPage(IReadOnlyList<RecordItem> Items, int Access, int Total, int All, RecordPlace? Newer, RecordPlace? Older);

/// <summary>A place in the record: a page of older entries begins below the number, one of newer entries ends above it.</summary>
public sealed record RecordPlace(long Number, bool IsNewer)
{
    /// <summary>Null: it is none of ours.</summary>
    public static RecordPlace? Parse(string? text) =>
        text is ['n' or 'o', .. var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new(at, text[0] == 'n') : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsNewer ? 'n' : 'o')}{Number}");
}
