using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>The content of an access profile: every MCP client in one list, those it names with their tools.</summary>
public sealed partial class ContentList
{
    private IReadOnlyList<ProfileContentRow>? rows;
    private string search = "";
    private Shows shows;

    private enum Shows { All, Named, Changed }

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Parameter, EditorRequired]
    public required string ProfileId { get; set; }

    [Parameter, EditorRequired]
    public required ProfileDraft Edited { get; set; }

    /// <summary>The plan of the edit as it is now; null: not known yet.</summary>
    [Parameter]
    public Plan? Plan { get; set; }

    [Parameter]
    public EventCallback OnEdit { get; set; }

    private List<ContentLine> Lines
    {
        get
        {
            var moves = (Plan?.Clients ?? []).ToLookup(tally => tally.ClientId, tally => tally.Moves);
            return [.. (rows ?? []).Select(row => new ContentLine(row, Edited.Tools(row), moves[row.ClientId].Aggregate(MoveCounts.None, (sum, one) => sum + one)))];
        }
    }

    private List<ContentLine> Shown => [.. Lines.Where(line => Passes(line, shows) && Folding.Holds(line.Row.Name, search.Trim()))];

    private IEnumerable<(string Text, string Pressed, Action Choose)> Segments => Enum.GetValues<Shows>().Select(show =>
        ($"{show} {Words.Number(Lines.Count(line => Passes(line, show)))}", show == shows ? "true" : "false", (Action)(() => shows = show)));

    private string Empty => rows!.Count == 0 ? ProfileTexts.ThereIsNoMcpClientYet
        : search.Trim().Length > 0 ? ProfileTexts.NoMcpClientMatches
        : shows == Shows.Changed ? ProfileTexts.NoClientIsChanged
        : ProfileTexts.ThisAccessProfileNamesNoMcpClient;

    protected override Task OnInitializedAsync() => LoadAsync();

    /// <summary>Reads again: after a commit.</summary>
    public async Task LoadAsync()
    {
        await Loading.ReadAsync(() => Profiles.ContentAsync(ProfileId), read => rows = read);
        StateHasChanged();
    }

    private static bool Passes(ContentLine line, Shows show) => show switch
    {
        Shows.Named => line.IsNamed,
        Shows.Changed => line.IsChanged,
        _ => true,
    };

    private void Search(string text) => search = text;

    private void ShowAll() => (search, shows) = ("", Shows.All);

    private Task TickAsync((ProfileContentRow Row, bool IsTicked) tick)
    {
        Edited.Tick(tick.Row, tick.IsTicked);
        return OnEdit.InvokeAsync();
    }

    private Task ToolsAsync((ProfileContentRow Row, ToolList? Tools) pick)
    {
        Edited.Propose(pick.Row, pick.Tools);
        return OnEdit.InvokeAsync();
    }
}
