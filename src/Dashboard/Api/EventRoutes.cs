using System.Globalization;
using System.Text.Json.Serialization;
using Gatehouse.Data.Reads.Changes;

namespace Gatehouse.Dashboard.Api;

/// <summary>Everything on record that is no change of access. Sign-ins and addresses are an admin's to see, and so are all events.</summary>
internal static class EventRoutes
{
    public static void Map(IEndpointRouteBuilder record) =>
        record.MapGet("/events", ListAsync).Says("Changes", "List events", "Lists everything on record that is no change of access, newest first. No event holds a secret.").Answers<PageOf<EventAnswer>>()
            .Takes("actor", "Who: a user name, or the name of an API token.").Takes("action", "What happened, e.g. key.rotated.")
            .Takes("object_id", "Only events about this object, also when it is gone.").Takes("from", "From this time on (RFC 3339).").Takes("to", "Before this time (RFC 3339).")
            .Takes("search", "Part of the actor, the action, the object's name or id, or a value before or after.")
            .Pages();

    private static async Task<PageOf<EventAnswer>> ListAsync(HttpContext context, RecordQueries records)
    {
        var query = new Query(context, "actor", "action", "object_id", "from", "to", "search", "cursor", "limit");
        var filter = new RecordFilter
        {
            Actor = query.Text("actor"),
            Action = query.Text("action"),
            ObjectId = query.Text("object_id"),
            From = Time(query, "from"),
            Until = Time(query, "to"),
            Search = query.Text("search"),
        };
        var place = query.Text("cursor") is { } cursor ? Place(cursor) : null;
        var page = await records.ListAsync(filter, RecordView.Events, place, query.Limit(), context.RequestAborted);
        return new([.. page.Items.Select(row => EventAnswer.Of(row.Event!))], page.Older?.ToString(), page.Total);
    }

    private static RecordPlace Place(string cursor) => RecordPlace.Parse(cursor) is { IsNewer: false } place ? place
        : throw Query.WrongCursor();

    private static DateTimeOffset? Time(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        return text.Contains('T') && text.Length > 19 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToUniversalTime()
            : throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} must be a time with its offset, e.g. 2026-11-27T09:00:00Z.");
    }
}

/// <summary>An event on record.</summary>
/// <param name="Id">Its number in the record.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: a user name, the name of an API token, or what the program calls itself.</param>
/// <param name="Origin">From where: page, api, scim, command or program.</param>
/// <param name="Address">The address it came from; absent: this machine, or it has gone.</param>
/// <param name="Action">What happened, e.g. key.rotated.</param>
/// <param name="About">What it is about; absent: nothing in particular.</param>
/// <param name="Before">What was there before, by the name of the field.</param>
/// <param name="After">What is there since then, by the name of the field.</param>
public sealed record EventAnswer(
    long Id, DateTimeOffset At, string Actor, Origin Origin, string? Address, string Action, [property: JsonPropertyName("object")] EventObject? About,
    IReadOnlyDictionary<string, string?> Before, IReadOnlyDictionary<string, string?> After)
{
    internal static EventAnswer Of(EventItem happened) => new(
        happened.Number, happened.At, happened.Actor, happened.Origin, happened.Address, happened.Action,
        happened.ObjectKind is null && happened.ObjectId is null && happened.ObjectName is null ? null : new(happened.ObjectKind, happened.ObjectId, happened.ObjectName),
        happened.Before, happened.After);
}

/// <summary>What an event is about.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Id">Its public id.</param>
/// <param name="Name">The name it had then.</param>
public sealed record EventObject(ObjectKind? Kind, string? Id, string? Name);
