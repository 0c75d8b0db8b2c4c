using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>What pages say of keys, users and groups in one list.</summary>
internal static class PartyWords
{
    public static string One(ObjectKind kind) => kind switch { ObjectKind.VirtualKey => "Virtual key", ObjectKind.User => "User", _ => "Group" };

    public static string Many(ObjectKind kind) => kind switch { ObjectKind.VirtualKey => "Virtual keys", ObjectKind.User => "Users", _ => "Groups" };

    public static string Icon(ObjectKind kind) => kind switch
    {
        ObjectKind.VirtualKey => Icons.Material.Outlined.VpnKey,
        ObjectKind.User => Icons.Material.Outlined.Person,
        _ => Icons.Material.Outlined.Groups,
    };

    public static string Href(Party party) => party.Kind switch
    {
        ObjectKind.VirtualKey => Links.VirtualKey(party.Id),
        ObjectKind.User => Links.Person(party.Id),
        _ => Links.Group(party.Id),
    };

    /// <summary>Who owns the key, what the directory calls the user, how large the group is.</summary>
    public static string Detail(PartyRow row) => row.Party.Kind switch
    {
        ObjectKind.VirtualKey => row.Owner is { } owner ? owner.IsGroup ? $"Team {owner.Name}" : owner.Name : "Unowned",
        ObjectKind.User => row.UserName ?? "",
        _ => PlanWords.Count(row.Members, "member", "members"),
    };

    /// <summary>"2 keys"; a key itself says nothing.</summary>
    public static string Keys(PartyRow row) => row.Party.Kind == ObjectKind.VirtualKey ? "" : row.Keys == 0 ? "No key" : PlanWords.Count(row.Keys, "key", "keys");
}
