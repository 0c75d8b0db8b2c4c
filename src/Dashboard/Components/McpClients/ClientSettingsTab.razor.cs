using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>How the gateway connects to a client, the header names it asks for, and its end.</summary>
public sealed partial class ClientSettingsTab
{

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    /// <summary>Something about the client was written: the page reads it again.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    protected override (string Subject, string Title) Edited => ($"headers:{Client.Id}", McpClientTexts.HeaderNamesOfMcpClient.With(Client.Name));

    private bool AsksForHeaders => Client.AuthType == AuthType.PerUserHeaders;

    private IReadOnlyList<string>? EditedNames => Draft is { IsOpen: true, Edit: Edit.HeaderKeys edit } ? edit.PerUserHeaderKeys : null;

    private IEnumerable<string?> Faults => Client.Settings.Faults().Select(fault => fault.Message);

    private Edit Delete => new Edit.DeleteMcpClient(Client.Id);

    private string DeleteTitle => McpClientTexts.DeleteOfMcpClient.With(Client.Name);

    private Task ProposeAsync(IReadOnlyList<string> names) => Draft.ProposeAsync(
        names.Order(StringComparer.Ordinal).SequenceEqual(Client.HeaderNames.Order(StringComparer.Ordinal)) ? null : new Edit.HeaderKeys(Client.Id, names));

}
