using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Why a credential or pending flow is as it is: what covers it, what would bring it back, and what moved it.</summary>
/// <param name="Row">The credential.</param>
/// <param name="AllKeys">Its client is allowed on all virtual keys.</param>
/// <param name="Keys">The key it is keyed by, or every key that its user is one of the people of; by name. None: it is a session's.</param>
/// <param name="IsCovered">Some key reaches its client, as Cover says; a session asks for none.</param>
/// <param name="WaysBack">Edits that would cover it again; none while it is covered.</param>
/// <param name="History">The changes that moved it, newest first, at most <see cref="CredentialStories.Shown"/>.</param>
/// <param name="PurgedAt">When it is deleted for good if nothing brings it back; null: it is not orphaned.</param>
public sealed record CredentialStory(
    CredentialItem Row, bool AllKeys, IReadOnlyList<StoryKey> Keys, bool IsCovered, IReadOnlyList<WayBack> WaysBack, IReadOnlyList<StoryMove> History, DateTimeOffset? PurgedAt)
{
    /// <summary>Marked as orphaned and covered all the same, or the other way round: repair makes it good.</summary>
    public bool IsDrift => Row.IdentityKind != Data.Credentials.IdentityKind.Session && Row.Status != Data.Credentials.CredentialStatus.Pending
        && IsCovered == (Row.Status == Data.Credentials.CredentialStatus.Orphaned);
}

/// <summary>A key through which a credential is, or would be, reached.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Team">The group that owns it; null: a user or nobody does.</param>
/// <param name="Direct">Its own grant for the client; null: none; empty: denied.</param>
/// <param name="Profiles">The active access profiles that it has; with no tools named: the profile does not name the client.</param>
/// <param name="IsReached">It reaches the client, as Cover says.</param>
public sealed record StoryKey(string Id, string Name, string? Team, ToolList? Direct, IReadOnlyList<StoryProfile> Profiles, bool IsReached)
{
    /// <summary>Some source names the client for the key, so that the switch for all keys says nothing.</summary>
    public bool IsNamed => Direct is not null || Profiles.Any(profile => profile.Tools is not null);
}

/// <summary>An access profile that a key has.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tools">What it grants of the client; null: it does not name it; empty: it denies it.</param>
public sealed record StoryProfile(string Id, string Name, ToolList? Tools);

/// <summary>A change that moved a credential.</summary>
public sealed record StoryMove(long ChangeId, DateTimeOffset At, string Actor, Move Move, Reason Reason, Data.Credentials.CredentialStatus From, string? Why);

/// <summary>An edit that would cover a credential again.</summary>
public abstract record WayBack
{
    private WayBack() { }

    /// <summary>What it asks for; its plan says how much comes back with it.</summary>
    public abstract Edit Edit { get; }

    /// <summary>The change that orphaned it is taken back.</summary>
    public sealed record Undo(long ChangeId) : WayBack
    {
        public override Edit Edit => new Edit.Undo(ChangeId);
    }

    /// <summary>The key is granted the client directly.</summary>
    public sealed record OnKey(string KeyId, string Key, string ClientId) : WayBack
    {
        public override Edit Edit => new Edit.Allowlist(KeyId, Add: [new ClientTools(ClientId, ToolList.All.Names)]);
    }

    /// <summary>The client is allowed on all virtual keys.</summary>
    public sealed record OnAllKeys(string ClientId) : WayBack
    {
        public override Edit Edit => new Edit.Sharing(ClientId, AllowOnAllVirtualKeys: true);
    }

    /// <summary>The key is given an access profile that grants the client.</summary>
    public sealed record ByProfile(string ProfileId, string Profile, string KeyId, string Key) : WayBack
    {
        public override Edit Edit => new Edit.Profile(ProfileId, Give: new Assignees(VirtualKeys: [KeyId]));
    }

    /// <summary>The mark is wrong: the credential is covered. Drift is made good.</summary>
    public sealed record ByRepair : WayBack
    {
        public override Edit Edit => new Edit.Repair();
    }
}
