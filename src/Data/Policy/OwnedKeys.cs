namespace Gatehouse.Data.Policy;

/// <summary>A virtual key that a user or a group stands for.</summary>
public sealed class OwnedKey
{
    /// <summary>The user, or the group.</summary>
    public int OwnerId { get; init; }
    public int VirtualKeyId { get; init; }
}

/// <summary>Which virtual keys are meant when a user or a group is named: by a bulk edit, by an access profile that is given to them.</summary>
public static class OwnedKeys
{
    /// <summary>A user means their personal keys.</summary>
    public static IQueryable<OwnedKey> KeysOfUsers(this PolicyRows policy) =>
        policy.Keys.Where(key => key.UserId != null).Select(key => new OwnedKey { OwnerId = key.UserId!.Value, VirtualKeyId = key.Id });

    /// <summary>A group means its team keys and its members' personal keys; a key can be there twice.</summary>
    public static IQueryable<OwnedKey> KeysOfGroups(this PolicyRows policy) =>
        policy.Keys.Where(key => key.GroupId != null).Select(key => new OwnedKey { OwnerId = key.GroupId!.Value, VirtualKeyId = key.Id })
            .Concat(
                from member in policy.Members
                join key in policy.Keys on member.UserId equals key.UserId
                select new OwnedKey { OwnerId = member.GroupId, VirtualKeyId = key.Id });
}
