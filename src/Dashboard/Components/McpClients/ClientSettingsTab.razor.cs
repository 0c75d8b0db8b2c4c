using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>How the gateway connects to a client, the header names it asks for, and its end.</summary>
public sealed partial class ClientSettingsTab : IDisposable
{
    private Draft draft = null!;

    [Inject]
    public required PlanSession Session { get; set; }

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    /// <summary>Something about the client was written: the page reads it again.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool AsksForHeaders => Client.AuthType == AuthType.PerUserHeaders;

    private IReadOnlyList<string>? Edited => draft is { IsOpen: true, Edit: Edit.HeaderKeys edit } ? edit.PerUserHeaderKeys : null;

    private IReadOnlyList<string> Faults => [.. Client.Settings.Faults().Select(fault => fault.Message)];

    private Edit Delete => new Edit.DeleteMcpClient(Client.Id);

    private string DeleteTitle => $"Delete of MCP client {Client.Name}";

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        draft.Changed -= HearAsync;
    }

    protected override void OnInitialized()
    {
        Session.Committed += CommittedAsync;
        TakeUp();
    }

    private void TakeUp()
    {
        draft?.Changed -= HearAsync;
        draft = Session.Of($"headers:{Client.Id}", $"Header names of MCP client {Client.Name}");
        draft.Changed += HearAsync;
    }

    private Task ProposeAsync(IReadOnlyList<string> names) => draft.ProposeAsync(
        names.Order(StringComparer.Ordinal).SequenceEqual(Client.HeaderNames.Order(StringComparer.Ordinal)) ? null : new Edit.HeaderKeys(Client.Id, names));

    private Task DiscardAsync() => draft.DiscardAsync();

    private Task CommittedAsync(long changeId) => InvokeAsync(() =>
    {
        if (!draft.IsOpen)
            TakeUp();
        StateHasChanged();
    });

    private Task HearAsync() => InvokeAsync(StateHasChanged);
}
