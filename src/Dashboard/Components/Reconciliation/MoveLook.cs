using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>Icon and colour class of a transition, the same everywhere; a word always stands beside them.</summary>
public static class MoveLook
{
    public static string Icon(Move move) => move switch
    {
        Move.Orphan => Icons.Material.Outlined.LinkOff,
        Move.Reactivate => Icons.Material.Outlined.Link,
        _ => Icons.Material.Outlined.TimerOff,
    };

    public static string Class(Move move) => move switch
    {
        Move.Orphan => "gh-orphan",
        Move.Reactivate => "gh-reactivate",
        _ => "gh-drop",
    };
}
