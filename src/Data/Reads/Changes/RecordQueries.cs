using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Data.History;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>
/// The record as pages show it: changes and events in one list, by the number of the entry. Each kind counts its own numbers up with the entries',
/// so that a page is the newest of either table, merged.
/// </summary>
public sealed class RecordQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    private static readonly Dictionary<string, string?> None = [];

    /// <summary>A page of the record.</summary>
    /// <param name="filter">What is shown.</param>
    /// <param name="view">What the reader may see.</param>
    /// <param name="place">Where the page begins; null: at the newest entry.</param>
    /// <param name="size">Entries a page.</param>
    /// <param name="cancellation">Cancels the queries.</param>
    public async Task<RecordListPage> ListAsync(RecordFilter filter, RecordView view, RecordPlace? place, int size, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var page = await ReadAsync(db, filter, view, place, size + 1, cancellation);
        var (isMore, isNewer) = (page.Count > size, place?.IsNewer == true);
        if (isMore)
            page.RemoveAt(isNewer ? 0 : size);
        var (changes, events) = (await Changes(db, filter with { Group = null }, view).CountAsync(cancellation), await Events(db, filter with { Group = null }, view).CountAsync(cancellation));
        var total = filter.Group switch
        {
            null => changes + events,
            RecordGroup.Access => changes,
            _ => await Events(db, filter, view).CountAsync(cancellation),
        };
        return new(
            page, changes, total, changes + events,
            page.Count > 0 && (isNewer ? isMore : place is not null) ? new(page[0].Number, IsNewer: true) : null,
            page.Count > 0 && (isNewer || isMore) ? new(page[^1].Number, IsNewer: false) : null);
    }

    /// <summary>Everything the filter lets through, newest first; what happens meanwhile is left out.</summary>
    public async IAsyncEnumerable<RecordItem> AllAsync(RecordFilter filter, RecordView view, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        const int atOnce = 500;
        RecordPlace? place = null;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var page = await ReadAsync(db, filter, view, place, atOnce, cancellation);
            foreach (var item in page)
                yield return item;
            if (page.Count < atOnce)
                yield break;
            place = new(page[^1].Number, IsNewer: false);
        }
    }

    /// <summary>Everybody on record, for a filter.</summary>
    public async Task<IReadOnlyList<string>> ActorsAsync(RecordView view, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var names = view == RecordView.Access ? db.Changes.Select(change => change.Actor).Distinct()
            : db.Changes.Select(change => change.Actor).Union(db.Events.Select(happened => happened.Actor));
        return await names.OrderBy(actor => Folding.Fold(actor)).ThenBy(actor => actor).Take(100).ToArrayAsync(cancellation);
    }

    /// <summary>Newest first, whichever way it is read.</summary>
    private static async Task<List<RecordItem>> ReadAsync(DashboardDbContext db, RecordFilter filter, RecordView view, RecordPlace? place, int size, CancellationToken cancellation)
    {
        var isNewer = place?.IsNewer == true;
        var (changes, events) = (Changes(db, filter, view), Events(db, filter, view));
        if (place is { Number: var number })
        {
            // The change beside the place, found in the links: changes are then walked by their own numbers.
            var edge = isNewer
                ? await db.RecordLinks.Where(link => link.ChangeId != null && link.Number > number).OrderBy(link => link.Number).Select(link => link.ChangeId).FirstOrDefaultAsync(cancellation) ?? long.MaxValue
                : await db.RecordLinks.Where(link => link.ChangeId != null && link.Number < number).OrderByDescending(link => link.Number).Select(link => link.ChangeId).FirstOrDefaultAsync(cancellation) ?? 0;
            changes = isNewer ? changes.Where(change => change.Id >= edge) : changes.Where(change => change.Id <= edge);
            events = isNewer ? events.Where(happened => happened.Id > number) : events.Where(happened => happened.Id < number);
        }
        var numbered = (isNewer ? changes.OrderBy(change => change.Id) : changes.OrderByDescending(change => change.Id)).Take(size)
            .Select(change => new { change.Id, Number = db.RecordLinks.Where(link => link.ChangeId == change.Id).Select(link => link.Number).FirstOrDefault() });
        var ofChanges = await numbered.ToArrayAsync(cancellation);
        var ofEvents = await (isNewer ? events.OrderBy(happened => happened.Id) : events.OrderByDescending(happened => happened.Id)).Take(size).AsNoTracking().ToArrayAsync(cancellation);
        var merged = ofChanges.Select(change => (change.Number, Change: (long?)change.Id, Event: (Event?)null))
            .Concat(ofEvents.Select(happened => (Number: happened.Id, Change: (long?)null, Event: (Event?)happened)));
        var page = (isNewer ? merged.OrderBy(entry => entry.Number).Take(size).Reverse() : merged.OrderByDescending(entry => entry.Number).Take(size)).ToArray();
        var ids = page.Select(entry => entry.Change).OfType<long>().ToArray();
        var items = ids.Length == 0 ? [] : await ChangeQueries.Items(db, db.Changes.Where(change => ids.Contains(change.Id))).ToDictionaryAsync(change => change.Id, cancellation);
        return [.. page.Select(entry => new RecordItem(entry.Number, entry.Change is { } id ? items[id] : null, entry.Event is { } happened ? Of(happened) : null))];
    }

    private static IQueryable<Change> Changes(DashboardDbContext db, RecordFilter filter, RecordView view)
    {
        if (view == RecordView.Events || filter.Action is not null || filter.Group is { } group && group != RecordGroup.Access)
            return db.Changes.Where(_ => false);
        var rows = ChangeSearch.Filtered(db, new ChangeFilter { Actor = filter.Actor, Search = filter.Search, Origin = (ChangeOrigin?)filter.Origin });
        if (filter.From is { } from)
            rows = rows.Where(change => change.CommittedAt >= from);
        if (filter.Until is { } until)
            rows = rows.Where(change => change.CommittedAt < until);
        return filter.ObjectId is { } id ? ChangeSearch.AboutAny(db, rows, id) : rows;
    }

    private static IQueryable<Event> Events(DashboardDbContext db, RecordFilter filter, RecordView view)
    {
        if (view == RecordView.Access || filter.Group == RecordGroup.Access)
            return db.Events.Where(_ => false);
        IQueryable<Event> rows = db.Events;
        if (filter.Group is { } group)
            rows = rows.Where(happened => happened.Group == group);
        if (filter.Action is { } action)
            rows = rows.Where(happened => happened.Action == action);
        if (filter.Actor is { } actor)
            rows = rows.Where(happened => happened.Actor == actor);
        if (filter.Origin is { } origin)
            rows = rows.Where(happened => happened.Origin == origin);
        if (filter.ObjectId is { } id)
            rows = rows.Where(happened => happened.ObjectId == id);
        if (filter.From is { } from)
            rows = rows.Where(happened => happened.At >= from);
        if (filter.Until is { } until)
            rows = rows.Where(happened => happened.At < until);
        if (string.IsNullOrWhiteSpace(filter.Search))
            return rows;
        var search = EventLog.Fold(filter.Search.Trim());
        return rows.Where(happened => happened.Search.Contains(search) || happened.Address == filter.Search.Trim());
    }

    private static EventItem Of(Event happened) => new()
    {
        Number = happened.Id,
        At = happened.At,
        Actor = happened.Actor,
        Origin = happened.Origin,
        Address = happened.Address,
        Action = happened.Action,
        Group = happened.Group,
        ObjectKind = happened.ObjectKind,
        ObjectId = happened.ObjectId,
        ObjectName = happened.ObjectName,
        Before = Fields(happened.Before),
        After = Fields(happened.After),
    };

    private static Dictionary<string, string?> Fields(string? json) =>
        json is null ? None : JsonSerializer.Deserialize<Dictionary<string, string?>>(json, DataJson.Options)!;
}
