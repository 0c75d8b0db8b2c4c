using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>All virtual keys. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class VirtualKeysPage
{
    private readonly KeySelection selection = new();
    private IReadOnlyList<ClientName> clients = [];
    private OwnerName? owner;
    private Paged<VirtualKeyItem>? page;

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private KeyListAddress Cleared => Address.With(new VirtualKeyFilter { Sort = Address.Filter.Sort, Descending = Address.Filter.Descending });

    private string TotalWords => page is null ? "" : page.Total == 1 ? VirtualKeyTexts.N1Key : VirtualKeyTexts.XKeys.With(Words.Number(page.Total));

    private string Empty => Address.Filter.IsFiltered ? VirtualKeyTexts.NoVirtualKeyMatches : VirtualKeyTexts.ThereIsNoVirtualKeyYetCreate;

    private static IEnumerable<string> Skeleton => Enumerable.Range(0, 8).Select(row => $"width: {35 + (row * 17 % 40)}%");

    protected override string Path => Links.VirtualKeys;

    protected override KeyListAddress AddressOf(string query) => KeyListAddress.Of(query);

    protected override bool NeedsReading(KeyListAddress before)
    {
        // Everything the filter lets through was meant: under another filter that is something else.
        if (Address.Filter != before.Filter with { Sort = Address.Filter.Sort, Descending = Address.Filter.Descending })
            selection.NotAll();
        return true;
    }

    protected override async Task<Action> ReadAsync(KeyListAddress address, CancellationToken cancellation)
    {
        var read = await Keys.ListAsync(address.Filter, address.Window, cancellation);
        var names = await Choices.ClientsAsync(cancellation);
        var of = address.Filter.Owner is { } id ? await Choices.OwnerAsync(id, cancellation) : null;
        return () =>
        {
            (page, clients, owner) = (read, names, of);
            if (read.Items.Count == 0 && read.Total > 0)
                Turn(((read.Total - 1) / address.Size) + 1);
        };
    }

    private bool IsPagePicked => page is { Items.Count: > 0 } && page.Items.All(key => selection.Has(key.Id));

    private void Pick((VirtualKeyItem Key, bool IsPicked) pick) => selection.Pick(pick.Key, pick.IsPicked);

    private void PickPage(ChangeEventArgs change)
    {
        foreach (var key in page?.Items ?? [])
            selection.Pick(key, change.Value is true);
    }

    private string? DirectionOf(VirtualKeySort sort) => Address.Filter.Sort != sort ? null : Address.Filter.Descending ? "descending" : "ascending";

    private string HrefOf(string id) => Links.VirtualKey(id, null, Address.Query.Length == 0 ? "all" : Address.Query);

    private void Search(string text) => Go(Address.With(Address.Filter with { Search = text }).Href, replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private void Resize(int size) => Go((Address with { Page = 1, Size = size }).Href);

    private async Task New()
    {
        var dialog = await Dialogs.ShowAsync<NewKeyDialog>(VirtualKeyTexts.NewVirtualKey, Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.VirtualKey(id));
    }
}
