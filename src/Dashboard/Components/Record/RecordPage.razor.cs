using System.Globalization;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Record;

/// <summary>Everything that happened, changes of access and events in one list. Its state is the URL, the place in it included.</summary>
public sealed partial class RecordPage
{
    private RecordListPage? page;
    private IReadOnlyList<string> actors = [];

    [Inject]
    public required RecordQueries Records { get; set; }

    [Inject]
    public required Permit Permit { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private bool SeesEvents { get; set; }

    private string Lead => SeesEvents ? RecordTexts.Lead : RecordTexts.LeadAccess;

    private string Total => page is null ? "" : RecordWords.Entries(page.Total);

    private string? OriginWord => Address.Origin is { } origin ? RecordWords.Of(origin) : null;

    private IEnumerable<FilterChoice> Actors => actors.Select(actor => new FilterChoice(actor, HrefOf(Address with { Actor = actor }), actor == Address.Actor));

    private IEnumerable<FilterChoice> Origins => Enum.GetValues<Origin>()
        .Select(origin => new FilterChoice(RecordWords.Of(origin), HrefOf(Address with { Origin = origin }), origin == Address.Origin));

    private IEnumerable<(RecordGroup? Group, string Text, string Pressed)> Segments =>
        new (RecordGroup? Group, string Text)[]
        {
            (null, Counted(RecordTexts.All, page?.All)), (RecordGroup.Access, Counted(RecordTexts.GroupAccess, page?.Access)), (RecordGroup.SignIns, RecordTexts.GroupSignIns),
            (RecordGroup.Objects, RecordTexts.GroupObjects), (RecordGroup.Settings, RecordTexts.GroupSettings), (RecordGroup.Data, RecordTexts.GroupData),
        }.Select(segment => (segment.Group, segment.Text, segment.Group == Address.Group ? "true" : "false"));

    /// <summary>A day may stand there twice: entries are in the order of their numbers, and a sample or a clock that was put right has older times among newer ones.</summary>
    private static string DayKey(RecordItem first) => $"day over {first.Number}";

    /// <summary>Each entry, the first of its day with the day over it.</summary>
    private IEnumerable<(string? Day, RecordItem Item)> Rows
    {
        get
        {
            DateOnly? last = null;
            foreach (var item in page!.Items)
            {
                var day = DateOnly.FromDateTime(item.At.UtcDateTime);
                yield return (day == last ? null : Named(day), item);
                last = day;
            }
        }
    }

    protected override string Path => Links.Record;

    protected override RecordListAddress AddressOf(string query) => RecordListAddress.Of(query);

    protected override async Task OnInitializedAsync()
    {
        SeesEvents = await Permit.AllowsAsync(Permissions.Record);
        await base.OnInitializedAsync();
    }

    protected override async Task<Action> ReadAsync(RecordListAddress address, CancellationToken cancellation)
    {
        var view = SeesEvents ? RecordView.All : RecordView.Access;
        var read = await Records.ListAsync(address.Filter, view, address.At, RecordListAddress.Size, cancellation);
        var names = await Records.ActorsAsync(view, cancellation);
        return () => (page, actors) = (read, names);
    }

    private string Named(DateOnly day)
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var words = day.ToString(day.Year == today.Year ? "ddd d MMM" : "ddd d MMM yyyy", CultureInfo.InvariantCulture);
        return day == today ? RecordWords.Format(RecordTexts.Today, words) : words;
    }

    private static string Counted(string word, int? count) => count is { } number ? $"{word} {Words.Number(number)}" : word;

    private static string HrefOf(RecordListAddress address) => address.First().Href;

    private string OfDays(DateOnly? since, DateOnly? until) => HrefOf(Address with { Since = since, Until = until });

    private void Find(string text) => Go(HrefOf(Address with { Search = text }), replace: true);

    private void Show(RecordGroup? group) => Go(HrefOf(Address with { Group = group }));

    private void Turn(RecordPlace? place) => Go((Address with { At = place }).Href);
}
