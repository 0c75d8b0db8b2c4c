using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Rows;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>One MCP client through one key of a user.</summary>
public sealed partial class AccessRowView
{
    [Parameter, EditorRequired]
    public required AccessLine Line { get; set; }

    private string Owner => Line.Way!.Team is { } team ? PeopleTexts.TeamX.With(team) : PeopleTexts.Personal;

    /// <summary>The key opens nothing at the moment; no part of what it reaches.</summary>
    private bool IsShut => Line.Way!.State is VirtualKeyState.Inactive or VirtualKeyState.Expired;

    private (string? Icon, string Words) How => Line.Way is { } way ? ReachedThroughText.Of(way.Direct, way.Profiles, way.IsReached) : (null, PeopleTexts.NotReached);

    private string Tools => Line.Way is { IsReached: true } way ? ReachedThroughText.Tools(way.Direct, way.Profiles, Line.Client.Known) : "–";

    private string Own => Line.IsFirst ? Words.Of(Line.Client.Credentials) : "";
}
