using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>One MCP client: left as it is, granted with tools, or revoked.</summary>
public sealed partial class WhatRow
{
    [Parameter, EditorRequired]
    public required ClientChoice Client { get; set; }

    /// <summary>What is asked for; null: it stays as it is.</summary>
    [Parameter]
    public AssignedClient? Assigned { get; set; }

    [Parameter]
    public EventCallback<(string Id, AssignedClient? Client)> OnAssign { get; set; }

    private bool IsGranted => Assigned is { Tools: not null };

    private bool IsRevoked => Assigned is { Tools: null };

    private string Tone => Assigned is null ? "" : "changed same";

    private string GrantLabel => AssignWords.Say(AssignTexts.GrantClient, Client.Name);

    private string RevokeLabel => AssignWords.Say(AssignTexts.RevokeClient, Client.Name);

    private Task GrantAsync(ChangeEventArgs change) => SayAsync(change.Value is true, ToolList.All);

    private Task RevokeAsync(ChangeEventArgs change) => SayAsync(change.Value is true, null);

    private Task PickAsync(ToolList tools) => SayAsync(true, tools);

    private Task SayAsync(bool isAsked, ToolList? tools) =>
        OnAssign.InvokeAsync((Client.Id, isAsked ? new AssignedClient(Client.Id, Client.Name, Client.Tools.Count, tools) : null));
}
