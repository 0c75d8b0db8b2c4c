using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>The allowlist of a key: every MCP client in one list, the consequence beside the edit.</summary>
public sealed partial class AllowlistTab
{
    private readonly HashSet<string> none = [];
    private AllowlistDraft ticks = null!;
    private IReadOnlyList<AllowlistRow>? rows;
    private IReadOnlySet<string> reached = new HashSet<string>();
    private int reaching;
    private string search = "";
    private Shows shows;
    private string? failure;

    private enum Shows { All, Allowed, Changed }

    [Inject]
    public required AllowlistQueries Allowlists { get; set; }

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required VirtualKeyDetail Key { get; set; }

    protected override (string Subject, string Title) Edited => ($"key:{Key.Id}", VirtualKeyTexts.AllowlistOfKey.With(Key.Name));

    private static IEnumerable<string> Skeleton => Enumerable.Range(0, 8).Select(row => $"width: {30 + (row * 13 % 45)}%");

    private List<AllowlistLine> Lines => [.. (rows ?? []).Select(row => new AllowlistLine(
        row, ticks.Direct(row), ticks.IsEmpty ? row.Reached : reached.Contains(row.ClientId),
        Draft.IsPlanned ? [.. Draft.Plan!.Clients.Where(tally => tally.ClientId == row.ClientId)] : []))];

    private List<AllowlistLine> Shown => [.. Lines.Where(line => Passes(line, shows)
        && line.Row.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))];

    private IEnumerable<(string Text, string Pressed, Action Choose)> Segments => Enum.GetValues<Shows>().Select(show =>
        ($"{show} {Words.Number(Lines.Count(line => Passes(line, show)))}", show == shows ? "true" : "false", (Action)(() => shows = show)));

    private string Empty => rows!.Count == 0 ? VirtualKeyTexts.ThereIsNoMcpClientYet : shows == Shows.Changed && search.Length == 0 ? VirtualKeyTexts.NothingIsChanged : VirtualKeyTexts.NoMcpClientMatches;

    private string ChangedWords => ticks.Proposed.Count == 1 ? VirtualKeyTexts.N1ClientChanged : VirtualKeyTexts.ClientsChanged.With(ticks.Proposed.Count);

    protected override async Task OnInitializedAsync()
    {
        ticks = new AllowlistDraft(Key.Id);
        await ReloadAsync();
        await AllowAsync();
    }

    /// <summary>Ticks the client that a link asks for: its edit stands there, ready for review.</summary>
    private Task AllowAsync() =>
        new ListQuery(new Uri(Navigation.Uri).Query).Text("allow") is { } client && rows?.FirstOrDefault(row => row.ClientId == client) is { Direct: null or { IsNone: true } } row && ticks.IsEmpty
            ? TickAsync((row, true)) : Task.CompletedTask;

    private static bool Passes(AllowlistLine line, Shows show) => show switch
    {
        Shows.Allowed => line.IsAllowed,
        Shows.Changed => line.IsChanged,
        _ => true,
    };

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            rows = await Task.Run(() => Allowlists.OfKeyAsync(Key.Id));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private void Search(string text) => search = text;

    private void ShowAll() => (search, shows) = ("", Shows.All);

    private Task TickAsync((AllowlistRow Row, bool IsTicked) tick)
    {
        ticks.Tick(tick.Row, tick.IsTicked);
        return ProposeAsync();
    }

    private Task ToolsAsync((AllowlistRow Row, ToolList Tools) pick)
    {
        ticks.Propose(pick.Row, pick.Tools);
        return ProposeAsync();
    }

    private async Task ProposeAsync()
    {
        var planning = Draft.ProposeAsync(ticks.ToEdit());
        await ReachAsync();
        StateHasChanged();
        await planning;
    }

    /// <summary>What the key would reach. Of two ticks in a row the later one counts, whichever is answered first.</summary>
    private async Task ReachAsync()
    {
        var mine = ++reaching;
        var read = ticks.ToEdit() is { } edit ? await Task.Run(() => Reconciler.ReachedAsync(edit, Key.Id)) : none;
        if (mine == reaching)
            reached = read;
    }

    protected override void Forget() => ticks.Clear();

    protected override async Task ReloadAsync()
    {
        await LoadAsync();
        ticks.Restore(Draft.Edit, rows ?? []);
        await ReachAsync();
    }
}
