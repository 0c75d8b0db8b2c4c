using Gatehouse.Dashboard.Components.Layout;
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

    private bool AsksForHeaders => Client.AuthType == AuthType.PerUserHeaders;

    private IReadOnlyList<string>? Edited => draft is { IsOpen: true, Edit: Edit.HeaderKeys edit } ? edit.PerUserHeaderKeys : null;

    private Edit Delete => new Edit.DeleteMcpClient(Client.Id);

    private string DeleteTitle => $"Delete of MCP client {Client.Name}";

    private IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("Id", Client.Id);
            yield return ("Connection", Client.ConnectionType switch { ConnectionType.Http => "Streamable HTTP", ConnectionType.Sse => "HTTP with server-sent events", _ => "Standard input and output" });
            yield return ("Address", Client.Address.Length == 0 ? "–" : Client.Address);
            yield return ("Auth type", Words.Brief(Client.AuthType));
            yield return ("TLS", Client.InsecureSkipVerify ? "The server's certificate is not verified" : Client.HasCertificateAuthority ? "Verified with its own certificate authority" : "Verified with the system's certificate authorities");
            yield return ("Tools", Client.Tools.Count == 0 ? "Not known yet" : string.Join(", ", Client.Tools));
            yield return ("Created", Words.Day(Client.CreatedAt));
        }
    }

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
