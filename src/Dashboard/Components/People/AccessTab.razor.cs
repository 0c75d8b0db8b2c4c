using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>What a user really reaches: a row for each MCP client and each key that reaches it or is named for it.</summary>
public sealed partial class AccessTab : IDisposable
{
    private IReadOnlyList<ReachedClient>? clients;
    private string search = "";
    private Shows shows;
    private string? failure;

    private enum Shows { All, Reached, Denied }

    [Inject]
    public required AccessQueries Access { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required UserDetail User { get; set; }

    private List<AccessLine> Shown => [.. clients!.Where(client => Passes(client, shows)).SelectMany(AccessLine.Of).Where(line => line.Matches(search.Trim()))];

    private IEnumerable<(string Text, string Pressed, Action Choose)> Segments => Enum.GetValues<Shows>().Select(show =>
        ($"{show} {Words.Number((clients ?? []).Count(client => Passes(client, show)))}", show == shows ? "true" : "false", (Action)(() => shows = show)));

    private string Empty => clients!.Count == 0 ? PeopleTexts.ThereIsNoMcpClientYet
        : search.Trim().Length > 0 ? PeopleTexts.NoMcpClientMatches
        : shows == Shows.Denied ? PeopleTexts.NoMcpClientIsDeniedForThis
        : User.Keys == 0 ? PeopleTexts.ThisUserReachesNothingTheyOwnNo
        : PeopleTexts.ThisUserReachesNothingNoKeyOf;

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override Task OnInitializedAsync()
    {
        Session.Committed += CommittedAsync;
        return LoadAsync();
    }

    private static bool Passes(ReachedClient client, Shows show) => show switch
    {
        Shows.Reached => client.IsReached,
        Shows.Denied => client.IsDenied,
        _ => true,
    };

    private void Search(string text) => search = text;

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            clients = await Task.Run(() => Access.OfUserAsync(User.Id));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
