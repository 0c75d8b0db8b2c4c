namespace Gatehouse.Data.Policy;

/// <summary>An active profile that names an MCP client for a key.</summary>
public sealed record ProfileTools(string PublicId, string Name, ToolList Tools);

/// <summary>
/// Everything that decides how one key reaches one MCP client, read once, so that a page can say what an edited grant would mean.
/// The rule is that of <see cref="Cover.Reached"/>; a test holds the two equal.
/// </summary>
public sealed record ClientSources(ToolList? Direct, IReadOnlyList<ProfileTools> Profiles, bool OnAllKeys)
{
    /// <summary>Some source names the client, if only to deny it: the switch for all keys does not apply.</summary>
    private bool IsNamed => Direct is not null || Profiles.Count > 0;

    public bool IsDirect => Direct is { IsNone: false };

    public bool ThroughAllKeys => OnAllKeys && !IsNamed;

    /// <summary>A direct grant without tools stands, and nothing else reaches the client.</summary>
    public bool IsDenied => Direct is { IsNone: true } && !IsReached;

    public bool IsReached => IsDirect || ThroughAllKeys || Profiles.Any(profile => !profile.Tools.IsNone);

    /// <summary>Profiles that grant at least one tool.</summary>
    public IEnumerable<ProfileTools> Granting => Profiles.Where(profile => !profile.Tools.IsNone);

    /// <summary>Everything the key may call at the client.</summary>
    public ToolList Effective => ThroughAllKeys
        ? ToolList.All
        : Profiles.Select(profile => profile.Tools).Append(Direct ?? ToolList.None).Aggregate((one, other) => one.Union(other));
}
