using Gatehouse.Data.Reads.Rows;


namespace Gatehouse.Data.Reads.People;

/// <summary>One of whom something is given to, or who is a member: a virtual key, a user or a group, by public id.</summary>
public sealed record Party(ObjectKind Kind, string Id);

/// <summary>Which parties a list shows.</summary>
/// <param name="Search">Part of the name or, of a user, the user name; case does not matter.</param>
/// <param name="Kind">Only keys, users or groups.</param>
public sealed record PartyFilter(string? Search = null, ObjectKind? Kind = null);

/// <summary>A party as lists show it.</summary>
/// <param name="Party">Who.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">A key or user that is switched off is not; groups have no switch.</param>
/// <param name="Owner">Who owns the key.</param>
/// <param name="UserName">What the directory calls the user.</param>
/// <param name="Members">How many members the group has.</param>
/// <param name="Keys">How many keys the user or group owns.</param>
public sealed record PartyRow(
    Party Party, string Name, bool IsActive = true, OwnerName? Owner = null, string? UserName = null, int Members = 0, int Keys = 0);
