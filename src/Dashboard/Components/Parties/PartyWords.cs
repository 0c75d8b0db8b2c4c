using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>What pages say of keys, users and groups in one list.</summary>
internal static class PartyWords
{
    public static string One(ObjectKind kind) => kind switch { ObjectKind.VirtualKey => PeopleTexts.VirtualKey, ObjectKind.User => PeopleTexts.User, _ => PeopleTexts.Group2 };

    public static string Many(ObjectKind kind) => kind switch { ObjectKind.VirtualKey => PeopleTexts.VirtualKeys, ObjectKind.User => PeopleTexts.Users, _ => PeopleTexts.Groups };

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
        ObjectKind.VirtualKey => row.Owner is { } owner ? owner.IsGroup ? PeopleTexts.TeamX.With(owner.Name) : owner.Name : PeopleTexts.Unowned,
        ObjectKind.User => row.UserName ?? "",
        _ => PlanWords.Count(row.Members, PeopleTexts.Member, PeopleTexts.MembersWord),
    };

    /// <summary>"2 keys"; a key itself says nothing.</summary>
    public static string Keys(PartyRow row) => row.Party.Kind == ObjectKind.VirtualKey ? "" : row.Keys == 0 ? PeopleTexts.NoKey : PlanWords.Count(row.Keys, PeopleTexts.Key, PeopleTexts.KeysWord);
}
