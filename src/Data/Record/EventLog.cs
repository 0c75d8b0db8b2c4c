using System.Text.Json;
using Gatehouse.Data.History;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.Record;

/// <summary>Puts events on record, inside the transaction of the write that they tell of, and each in the log as one line.</summary>
public sealed partial class EventLog(RecordChain chain, ILogger<EventLog> log)
{
    private const int Longest = 2000;

    /// <summary>Writes the entries; they are there if and only if the transaction is committed.</summary>
    /// <param name="db">In the transaction of the write.</param>
    /// <param name="actor">Who wrote.</param>
    /// <param name="now">When.</param>
    /// <param name="entries">What happened, in this order.</param>
    /// <param name="cancellation">Cancels before they are written.</param>
    public async Task WriteAsync(DashboardDbContext db, Actor actor, DateTimeOffset now, IReadOnlyList<RecordEntry> entries, CancellationToken cancellation = default)
    {
        foreach (var entry in entries)
        {
            var number = await chain.AddAsync(db, Made(actor, now, entry), actor.Address, now, cancellation);
            Recorded(number, entry.Action, actor.Name, actor.Origin, actor.Address, entry.Kind, entry.ObjectId);
        }
    }

    /// <summary>As texts are searched: letters of any alphabet without regard to case.</summary>
    internal static string Fold(string text) => Folding.Fold(text.Normalize());

    /// <summary>The event, once it has its number and the digest of its address.</summary>
    internal static Func<long, string?, Event> Made(Actor actor, DateTimeOffset now, RecordEntry entry)
    {
        var (before, after) = (Json(entry.Before), Json(entry.After));
        return (number, digest) => new Event
        {
            Id = number,
            At = now,
            Actor = actor.Name,
            ActorId = actor.Id,
            Origin = actor.Origin,
            Address = actor.Address,
            AddressDigest = digest,
            Action = entry.Action,
            Group = RecordAction.GroupOf(entry.Action),
            ObjectKind = entry.Kind,
            ObjectId = entry.ObjectId,
            ObjectName = entry.ObjectName,
            Before = before,
            After = after,
            Search = Fold(string.Join('\n', new[] { actor.Name, entry.Action, entry.ObjectName, entry.ObjectId }
                .Concat(entry.Before?.Values ?? []).Concat(entry.After?.Values ?? []).Where(text => !string.IsNullOrEmpty(text)))),
        };
    }

    private static string? Json(IReadOnlyDictionary<string, string?>? fields) => fields is not { Count: > 0 } ? null : JsonSerializer.Serialize(
        fields.ToDictionary(field => field.Key, field => field.Value is { Length: > Longest } text ? text[..Longest] + "…" : field.Value), DataJson.Options);

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Record {Number}: {Action} by {Actor} from {Origin} {Address}, {Kind} {ObjectId}")]
    private partial void Recorded(long number, string action, string actor, Origin origin, string? address, ObjectKind? kind, string? objectId);
}
