using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>App bar, drawer, main landmark.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? boundary;
    private bool isReady;
    private bool narrow;
    private bool open;
    private string search = "";

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required McpClientQueries Clients { get; set; }

    [Inject]
    public required CredentialQueries Credentials { get; set; }

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Inject]
    public required PeopleQueries People { get; set; }

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required IOptions<DashboardOptions> Options { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required PasswordAgain Again { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The first answer of the server, before the circuit: frame, heading and skeleton; nothing is read, nothing is a target.</summary>
    private bool IsComing => !RendererInfo.IsInteractive || !isReady;

    private string UserName { get; set; } = "";

    /// <summary>What they may do, where that is less than everything.</summary>
    private string RoleWords { get; set; } = "";

    private string Initials => string.Concat(UserName.Split('.', ' ', '-', '@').Where(part => part.Length > 0).Take(2).Select(part => char.ToUpperInvariant(part[0])));

    private string AccountLabel => ShellTexts.AccountOf.With(UserName);

    private string Gateway => Options.Value.Gateway.Name;

    private string KeyCount { get; set; } = "";

    private string ClientCount { get; set; } = "";

    private string CredentialCount { get; set; } = "";

    private string ProfileCount { get; set; } = "";

    private string PeopleCount { get; set; } = "";

    private string ChangeCount { get; set; } = "";

    private string Expanded => narrow ? "false" : "true";

    private string SkipLink => $"{new Uri(Navigation.Uri).AbsolutePath}#content";

    protected override async Task OnInitializedAsync()
    {
        Session.Committed += CommittedAsync;
        Inventory.Changed += RecountAsync;
        Again.Ask = () => SignIns.PasswordAgainDialog.AskAsync(Dialogs);
        var user = (await Authentication).User;
        UserName = user.Identity?.Name ?? "";
        RoleWords = user.IsInRole(nameof(Role.Admin)) ? "" : user.IsInRole(nameof(Role.Operator)) ? ShellTexts.AnOperator : ShellTexts.AViewerYouSeeAndWorkOut;
        if (!RendererInfo.IsInteractive)
            return;
        await Session.TakeUpAsync(user);
        isReady = true;
        StateHasChanged();
        await CountAsync();
    }

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        Inventory.Changed -= RecountAsync;
    }

    private Task CommittedAsync(long changeId) => RecountAsync();

    private Task RecountAsync() => InvokeAsync(async () =>
    {
        await CountAsync();
        StateHasChanged();
    });

    protected override void OnParametersSet() => boundary?.Recover();

    private async Task CountAsync()
    {
        try
        {
            KeyCount = Words.Number(await Keys.CountAsync());
            ClientCount = Words.Number(await Clients.CountAsync());
            CredentialCount = Words.Number(await Credentials.CountAsync());
            ProfileCount = Words.Number(await Profiles.CountAsync());
            PeopleCount = Words.Number(await People.CountAsync());
            ChangeCount = Words.Number(await Changes.CountAsync());
        }
        catch (Exception error)
        {
            // The page itself says what it cannot read; the frame stays.
            Failures.Report(error);
        }
    }

    // One button for both: collapses to icons on wide screens, opens over the page on narrow ones; CSS knows which.
    private void ToggleMenu() => (narrow, open) = (!narrow, !open);

    private void CloseMenu() => open = false;

    private void Find() => Navigation.NavigateTo(Links.With(Links.VirtualKeys, ("q", search)));

    private async Task ShowKeys() => await Dialogs.ShowAsync<KeyboardDialog>(ShellTexts.Keyboard, new DialogOptions { CloseButton = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });

    private Task Recover()
    {
        boundary?.Recover();
        return Task.CompletedTask;
    }
}
