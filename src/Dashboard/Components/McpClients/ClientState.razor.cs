using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Whether the gateway uses a client at all.</summary>
public sealed partial class ClientState
{
    [Parameter, EditorRequired]
    public bool IsDisabled { get; set; }

    /// <summary>On a tint of its colour.</summary>
    [Parameter]
    public bool Tinted { get; set; }

    private string Tone => IsDisabled ? "quiet" : "active";

    private string Word => IsDisabled ? McpClientTexts.Disabled : McpClientTexts.Enabled2;

    private string Icon => IsDisabled ? Icons.Material.Outlined.PauseCircle : Icons.Material.Outlined.CheckCircle;
}
