using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>Keys, users or groups in pages, with who is added and who is taken out; the editor around it makes an edit of that.</summary>
public sealed partial class PartyList
{
    private const int Size = 50;
    private IReadOnlyList<PartyRow>? rows;
    private int total;
    private int standing;
    private int number = 1;
    private string search = "";
    private ObjectKind? kind;
    private bool onlyChanged;
    private string? tallied;
    private Dictionary<Party, MoveCounts>? tallies;

    [Inject]
    public required PartyQueries Parties { get; set; }

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Parameter, EditorRequired]
    public required PartyDelta Delta { get; set; }

    /// <summary>The plan of the edit, for what it does to each row; null: not known yet.</summary>
    [Parameter]
    public Plan? Plan { get; set; }

    /// <summary>A page of who stands there.</summary>
    [Parameter, EditorRequired]
    public required Func<PartyFilter, Window, Task<Paged<PartyRow>>> Read { get; set; }

    /// <summary>Those of the chosen that stand there already.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyCollection<Party>, Task<IReadOnlyList<Party>>> Among { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ObjectKind> Kinds { get; set; }

    /// <summary>Who may edit the list.</summary>
    [Parameter]
    public string Policy { get; set; } = Permissions.See;

    [Parameter, EditorRequired]
    public required string SearchLabel { get; set; }

    /// <summary>On the button and over its dialog: "Give to", "Add members".</summary>
    [Parameter, EditorRequired]
    public required string AddLabel { get; set; }

    [Parameter, EditorRequired]
    public required string RemoveWord { get; set; }

    [Parameter, EditorRequired]
    public required string AddedWord { get; set; }

    [Parameter, EditorRequired]
    public required string Caption { get; set; }

    [Parameter]
    public string DetailHeading { get; set; } = PeopleTexts.Details;

    /// <summary>What stands there while nobody does.</summary>
    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    /// <summary>The delta is another.</summary>
    [Parameter]
    public EventCallback OnEdit { get; set; }

    private Loading Tallying => field ??= Another();

    private Loading Adding => field ??= Another();

    private IEnumerable<PartyLine> Lines => rows!.Select(row => new PartyLine(row, Delta.IsAdded(row.Party), Delta.IsRemoved(row.Party), tallies?.GetValueOrDefault(row.Party)));

    private IEnumerable<(string Text, string Pressed, Func<Task> Choose)> Segments =>
    [
        (PeopleTexts.AllX.With(Words.Number(standing)), onlyChanged ? "false" : "true", () => ShowAsync(false)),
        (PeopleTexts.ChangedX.With(Words.Number(Delta.Count)), onlyChanged ? "true" : "false", () => ShowAsync(true)),
    ];

    private string EmptyWords => search.Trim().Length > 0 || kind is not null ? PeopleTexts.NobodyMatches : onlyChanged ? PeopleTexts.NothingIsChanged : Empty;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override Task OnParametersSetAsync() => Plan?.Fingerprint == tallied ? Task.CompletedTask : TallyAsync();

    /// <summary>Reads again, after a commit or a discard: with nothing changed, everybody is shown.</summary>
    public Task ReloadAsync() => NarrowAsync(search, kind, onlyChanged && Delta.Count > 0);

    private async Task LoadAsync()
    {
        Adding.Drop();
        var (filter, window, changed) = (new PartyFilter(search, kind), new Window((number - 1) * Size, Size), onlyChanged ? Delta.Changed : null);
        if (await Loading.ReadAsync(
            () => ReadAsync(filter, window, changed), read => (rows, total, standing, tallies) = (read.Page.Items, read.Page.Total, read.All, null)))
            await TallyAsync();
        StateHasChanged();
    }

    private async Task<(Paged<PartyRow> Page, int All)> ReadAsync(PartyFilter filter, Window window, IReadOnlyCollection<Party>? changed)
    {
        var page = changed is null ? await Read(filter, window) : Chosen(await Parties.OfAsync(changed), filter, window);
        var isAll = changed is null && filter.Kind is null && (filter.Search ?? "").Trim().Length == 0;
        return (page, isAll ? page.Total : (await Read(new PartyFilter(), new Window(0, 1))).Total);
    }

    private static Paged<PartyRow> Chosen(IReadOnlyList<PartyRow> all, PartyFilter filter, Window window)
    {
        var found = all.Where(row => (filter.Kind is null || row.Party.Kind == filter.Kind)
            && Folding.Holds(row.Name, (filter.Search ?? "").Trim())).ToArray();
        return new([.. found.Skip(window.Skip).Take(window.Take)], found.Length);
    }

    /// <summary>What the plan moves behind those on the screen.</summary>
    private async Task TallyAsync()
    {
        tallied = Plan?.Fingerprint;
        if (Plan is not { } plan || rows is null)
        {
            Tallying.Drop();
            tallies = null;
            return;
        }
        var parties = rows.Select(row => row.Party).ToArray();
        await Tallying.ReadAsync(() => MovesAsync(plan.Edit, parties), counted => tallies = counted);
        StateHasChanged();
    }

    private async Task<Dictionary<Party, MoveCounts>> MovesAsync(Edit edit, IEnumerable<Party> parties)
    {
        var all = new Dictionary<Party, MoveCounts>();
        foreach (var kind in parties.GroupBy(party => party.Kind))
            foreach (var (id, moves) in await Reconciler.TallyAsync(edit, kind.Key, [.. kind.Select(party => party.Id)]))
                all[new Party(kind.Key, id)] = moves;
        return all;
    }

    private Task ShowAsync(bool changed) => NarrowAsync(search, kind, changed);

    private Task SearchAsync(string text) => NarrowAsync(text, kind, onlyChanged);

    private Task KindAsync(ChangeEventArgs chosen) =>
        NarrowAsync(search, Enum.TryParse<ObjectKind>(chosen.Value?.ToString(), out var to) ? to : null, onlyChanged);

    private Task NarrowAsync(string text, ObjectKind? to, bool changed)
    {
        (search, kind, onlyChanged, number) = (text, to, changed, 1);
        return LoadAsync();
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }

    private async Task AddAsync()
    {
        var parameters = new DialogParameters<PartyDialog> { { dialog => dialog.Kinds, Kinds }, { dialog => dialog.Verb, AddLabel.Split(' ')[0] } };
        var dialog = await Dialogs.ShowAsync<PartyDialog>(AddLabel, parameters, Look.SmallDialog);
        if (await dialog.Result is not { Data: IReadOnlyList<Party> chosen } || chosen.Count == 0)
            return;
        HashSet<Party> there = [];
        if (!await Adding.ReadAsync(() => Among(chosen), found => there = [.. found]))
            return;
        foreach (var party in chosen)
            if (there.Contains(party))
                Delta.Keep(party);
            else
                Delta.Add(party);
        await NarrowAsync("", null, Delta.Count > 0);
        await OnEdit.InvokeAsync();
    }

    private Task RemoveAsync(PartyLine line)
    {
        Delta.Remove(line.Row.Party);
        return OnEdit.InvokeAsync();
    }

    private async Task KeepAsync(PartyLine line)
    {
        Delta.Keep(line.Row.Party);
        if (onlyChanged)
            await LoadAsync();
        await OnEdit.InvokeAsync();
    }
}
