using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>The drawer `Why`: what covers a credential, what would bring it back, what moved it, and the one action that helps.</summary>
public sealed partial class WhyDrawer : IDisposable
{
    private readonly Dictionary<WayBack, string> brings = [];
    private ElementReference heading;
    private CredentialStory? story;
    private string? failure;
    private bool isLoading = true;
    private bool isGone;

    [Inject]
    public required CredentialStories Stories { get; set; }

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required SettingQueries Settings { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>Public id of the credential.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The list without the drawer.</summary>
    [Parameter, EditorRequired]
    public required string Closed { get; set; }

    /// <summary>The row before, explained; null: it is the first of its page.</summary>
    [Parameter]
    public string? Before { get; set; }

    [Parameter]
    public string? After { get; set; }

    [Parameter]
    public EventCallback OnRevoked { get; set; }

    private string What => Data.Credentials.Kinds.CredentialFacts.Of(story!.Row.Kind).Name;

    public void Dispose()
    {
        isGone = true;
        Session.Committed -= CommittedAsync;
    }

    protected override Task OnInitializedAsync()
    {
        Session.Committed += CommittedAsync;
        return LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await heading.FocusAsync();
    }

    private static string Off(string? href) => href is null ? "off" : "";

    private string Brings(WayBack way) => brings.GetValueOrDefault(way, "");

    private async Task LoadAsync()
    {
        (failure, isLoading) = (null, true);
        try
        {
            story = await Task.Run(async () => await Stories.FindAsync(Id, (await Settings.NowAsync()).OrphanDays));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isLoading = false;
        await CountAsync();
    }

    /// <summary>What else each way back would bring. Repair asks every row there is: its own page counts that.</summary>
    private async Task CountAsync()
    {
        foreach (var way in (story?.WaysBack ?? []).Where(way => way is not WayBack.ByRepair))
        {
            if (isGone)
                return;
            if (await Task.Run(() => Reconciler.PlanAsync(way.Edit)) is PlanOutcome.Planned planned)
                brings[way] = WhyWords.Brings(planned.Plan);
            StateHasChanged();
        }
    }

    private async Task RevokeAsync()
    {
        var draft = Session.Of($"revoke:{Id}", CredentialTexts.RevokeOf.With(CredentialWords.Name(story!.Row)));
        if (await Review.OpenAsync(draft, new Edit.RevokeCredentials([Id])))
            await OnRevoked.InvokeAsync();
        else
            await draft.DiscardAsync();
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
