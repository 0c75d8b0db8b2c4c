using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Who may reach an MCP client: the switch for all keys, and its grants in pages, the consequence beside the edit.</summary>
public sealed partial class SharingTab
{
    private const int Size = 50;
    private SharingDraft edited = null!;
    private SharingCounts counts = new(0, 0, 0, 0, 0);
    private IReadOnlyList<SharingLine>? lines;
    private int total;
    private int number = 1;
    private int asked;
    private string search = "";
    private Shows shows;
    private string? failure;

    private enum Shows { All, Changed, Denied }

    [Inject]
    public required SharingQueries Sharing { get; set; }

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    protected override (string Subject, string Title) Edited => ($"client:{Client.Id}", McpClientTexts.SharingOfMcpClient.With(Client.Name));

    private bool IsOn => edited.AllKeys ?? Client.AllKeys;

    private string SwitchWord => IsOn ? "true" : "false";

    private string SwitchWords => SharingWords.Switch(Client, counts, IsOn);

    private IEnumerable<(string Text, string Pressed, Func<Task> Choose)> Segments =>
    [
        Segment(Shows.All, McpClientTexts.AllX.With(Words.Number(counts.Granted + counts.Denied))),
        Segment(Shows.Changed, McpClientTexts.ChangedX.With(Words.Number(edited.Proposed.Count))),
        Segment(Shows.Denied, McpClientTexts.DeniedX.With(Words.Number(counts.Denied))),
    ];

    private string Empty => search.Trim().Length > 0 ? McpClientTexts.NoVirtualKeyMatches : shows switch
    {
        Shows.Changed => McpClientTexts.NoGrantIsChanged,
        Shows.Denied => McpClientTexts.NoVirtualKeyIsDenied,
        _ => McpClientTexts.NoVirtualKeyHasAGrantOf,
    };

    private string ChangedWords => SharingWords.Changed(edited);

    protected override async Task OnInitializedAsync()
    {
        edited = new SharingDraft(Client.Id);
        edited.Restore(Draft.Edit);
        await LoadAsync();
        // A link that asks for the switch finds it turned, ready for review.
        if (new ListQuery(new Uri(Navigation.Uri).Query).Text("all") == "on" && edited.IsEmpty && !Client.AllKeys)
            await SwitchAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        var mine = ++asked;
        try
        {
            var (id, filter, window) = (Client.Id, new SharingFilter(search, shows == Shows.Denied), new Window((number - 1) * Size, Size));
            var changed = shows == Shows.Changed ? edited.Proposed.Keys.ToArray() : null;
            var read = await Task.Run(async () => changed is null ? await Sharing.GrantsAsync(id, filter, window) : Chosen(await Sharing.KeysAsync(id, changed), window));
            var counted = await Task.Run(() => Sharing.CountsAsync(id));
            if (mine != asked)
                return;
            (total, counts) = (read.Total, counted);
            Show(read.Items, null);
            await TallyAsync();
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Paged<SharingRow> Chosen(IReadOnlyList<SharingRow> rows, Window window)
    {
        var found = rows.Where(row => row.Key.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        return new(found[Math.Min(window.Skip, found.Length)..Math.Min(window.Skip + window.Take, found.Length)], found.Length);
    }

    private void Show(IEnumerable<SharingRow> rows, IReadOnlyDictionary<string, MoveCounts>? tallies) =>
        lines = [.. rows.Select(row => new SharingLine(row, edited.Direct(row), tallies?.GetValueOrDefault(row.KeyId)))];

    /// <summary>What the plan moves behind the keys on the screen.</summary>
    private async Task TallyAsync()
    {
        if (lines is null || !Draft.IsPlanned || Draft.Edit is not { } edit)
            return;
        var (rows, mine) = (lines.Select(line => line.Row).ToArray(), asked);
        var tallies = await Task.Run(() => Reconciler.TallyAsync(edit, ObjectKind.VirtualKey, [.. rows.Select(row => row.KeyId)]));
        if (mine == asked && Draft.Edit == edit)
            Show(rows, tallies);
        StateHasChanged();
    }

    private (string, string, Func<Task>) Segment(Shows show, string text) => (text, show == shows ? "true" : "false", () =>
    {
        (shows, number) = (show, 1);
        return LoadAsync();
    }
    );

    private Task SearchAsync(string text)
    {
        (search, number) = (text, 1);
        return LoadAsync();
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }

    private Task SwitchAsync()
    {
        edited.Switch(!IsOn, Client.AllKeys);
        return PlanAsync();
    }

    private Task ProposeAsync((SharingRow Row, ToolList? Tools) pick)
    {
        edited.Propose(pick.Row, pick.Tools);
        return PlanAsync();
    }

    private async Task AddAsync()
    {
        var parameters = new DialogParameters<PartyDialog> { { dialog => dialog.Kinds, [ObjectKind.VirtualKey] }, { dialog => dialog.Verb, McpClientTexts.Add } };
        var dialog = await Dialogs.ShowAsync<PartyDialog>(McpClientTexts.AddVirtualKeys, parameters, Look.SmallDialog);
        if (await dialog.Result is not { Data: IReadOnlyList<Party> keys } || keys.Count == 0)
            return;
        var rows = await Task.Run(() => Sharing.KeysAsync(Client.Id, [.. keys.Select(key => key.Id)]));
        foreach (var row in rows.Where(row => row.Direct is null or { IsNone: true }))
            edited.Propose(row, ToolList.All);
        (shows, number, search) = (Shows.Changed, 1, "");
        await LoadAsync();
        await PlanAsync();
    }

    private async Task PlanAsync()
    {
        Show(lines?.Select(line => line.Row) ?? [], null);
        await Draft.ProposeAsync(edited.ToEdit());
        await TallyAsync();
    }

    protected override void Forget() => edited.Clear();

    protected override Task ReloadAsync() => LoadAsync();
}
