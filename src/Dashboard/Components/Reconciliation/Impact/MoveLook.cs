using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Impact;

/// <summary>Icon and colour class of a transition, the same everywhere; a word always stands beside them.</summary>
public static class MoveLook
{
    public static string Icon(Move move) => move switch
    {
        Move.Orphan => Icons.Material.Outlined.LinkOff,
        Move.Reactivate => Icons.Material.Outlined.Link,
        Move.NeedsUpdate => Icons.Material.Outlined.EditNote,
        Move.Healthy => Icons.Material.Outlined.CheckCircle,
        Move.Delete => Icons.Material.Outlined.DeleteForever,
        _ => Icons.Material.Outlined.TimerOff,
    };

    public static string Class(Move move) => move switch
    {
        Move.Orphan or Move.Delete => "gh-orphan",
        Move.Reactivate or Move.Healthy => "gh-reactivate",
        Move.NeedsUpdate => "gh-update",
        _ => "gh-drop",
    };
}
