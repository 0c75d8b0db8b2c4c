using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>The record of changes. Its state is the URL.</summary>
public sealed partial class ChangesPage
{
    private Paged<ChangeItem>? page;
    private IReadOnlyList<string> actors = [];

    [Inject]
    public required ChangeQueries Changes { get; set; }

    private ChangeFilter Filter => Address.Filter;

    private string Total => page is null ? "" : page.Total == 1 ? ChangeTexts.N1Change : ChangeTexts.XChanges.With(Words.Number(page.Total));

    private string Empty => Filter.IsFiltered ? ChangeTexts.NoChangeMatchesClearTheSearchOr : ChangeTexts.NothingWasCommittedYetAChangeAppears;

    private string? OriginWord => Filter.Origin is { } origin ? Words.Of(origin) : null;

    private string? EditWord => Filter.EditKind is { } kind ? Words.Of(kind) : null;

    private IEnumerable<FilterChoice> Actors => actors.Select(actor => new FilterChoice(actor, HrefOf(Filter with { Actor = actor }), actor == Filter.Actor));

    private IEnumerable<FilterChoice> Origins => Enum.GetValues<ChangeOrigin>()
        .Select(origin => new FilterChoice(Words.Of(origin), HrefOf(Filter with { Origin = origin }), origin == Filter.Origin));

    private IEnumerable<FilterChoice> Edits => Enum.GetValues<EditKind>()
        .Select(kind => new FilterChoice(Words.Of(kind), HrefOf(Filter with { EditKind = kind }), kind == Filter.EditKind)).OrderBy(choice => choice.Text);

    protected override string Path => Links.Changes;

    protected override ChangeListAddress AddressOf(string query) => ChangeListAddress.Of(query);

    protected override async Task<Action> ReadAsync(ChangeListAddress address, CancellationToken cancellation)
    {
        var read = await Changes.ListAsync(address.Filter, address.Window, cancellation);
        var names = await Changes.ActorsAsync(cancellation);
        return () => (page, actors) = (read, names);
    }

    private void Find(string text) => Go(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private string OfDays(DateOnly? since, DateOnly? until) => HrefOf(Filter with { Since = since, Until = until });

    private string HrefOf(ChangeFilter to) => Address.With(to).Href;
}
