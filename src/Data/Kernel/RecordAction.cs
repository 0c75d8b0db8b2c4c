
namespace Gatehouse.Data.Kernel;

/// <summary>What events say happened: the subject before the point, what was done to it behind. Each has a sentence in RecordTexts.resx (a test holds that).</summary>
public static class RecordAction
{
    public const string SignedIn = "sign_in.done";

    /// <summary>A wrong password, an unknown name, a lock. Many of them are gathered.</summary>
    public const string SignInRefused = "sign_in.refused";

    public const string SignedOut = "sign_in.ended";

    /// <summary>An admin, or somebody themselves, ended a sign-in elsewhere.</summary>
    public const string SignInEnded = "sign_in.ended_elsewhere";

    /// <summary>All sign-ins of an account were ended at once.</summary>
    public const string SignInsEnded = "sign_in.all_ended";

    /// <summary>An API token that is unknown, revoked or expired was shown.</summary>
    public const string TokenRefused = "sign_in.token_refused";

    public const string KeyMade = "key.made";

    /// <summary>Name, state or expiry.</summary>
    public const string KeyChanged = "key.changed";

    public const string KeyRotated = "key.rotated";
    public const string ClientMade = "client.made";

    /// <summary>Name, state, auth type, static headers.</summary>
    public const string ClientChanged = "client.changed";

    /// <summary>Address, transport or TLS.</summary>
    public const string ClientRepointed = "client.repointed";

    /// <summary>Its tools were read anew from the server.</summary>
    public const string ClientToolsRead = "client.tools_read";

    public const string ProfileMade = "profile.made";
    public const string ProfileChanged = "profile.changed";
    public const string UserMade = "user.made";
    public const string UserChanged = "user.changed";
    public const string GroupMade = "group.made";
    public const string GroupChanged = "group.changed";

    public const string AccountAdded = "account.added";
    public const string AccountRoleChanged = "account.role_changed";
    public const string AccountRemoved = "account.removed";
    public const string PasswordLinkMade = "account.link_made";
    public const string PasswordChosen = "account.password_chosen";

    /// <summary>By a setting or a command.</summary>
    public const string PasswordReset = "account.password_reset";

    public const string TokenMade = "token.made";
    public const string TokenRevoked = "token.revoked";
    public const string SettingsChanged = "settings.changed";

    public const string Imported = "data.imported";
    public const string Exported = "data.exported";
    public const string BackedUp = "data.backed_up";
    public const string SampleLoaded = "data.sample_loaded";

    /// <summary>Sign-ins and header submissions that ended were taken away.</summary>
    public const string FlowsPurged = "data.flows_purged";

    /// <summary>The chain of the record begins.</summary>
    public const string Began = "record.began";

    /// <summary>The chain goes on with another key, since the key ring no longer reads the one it had.</summary>
    public const string KeyReplaced = "record.key_replaced";

    /// <summary>An admin accepted that the record ends where it ends now.</summary>
    public const string HeadAccepted = "record.head_accepted";

    /// <summary>A part of the record was exported and taken out of the database.</summary>
    public const string SegmentClosed = "record.segment_closed";

    /// <summary>The group of an action, by its subject.</summary>
    public static RecordGroup GroupOf(string action) => action.Split('.')[0] switch
    {
        "sign_in" => RecordGroup.SignIns,
        "key" or "client" or "profile" or "user" or "group" => RecordGroup.Objects,
        "account" or "token" or "settings" => RecordGroup.Settings,
        _ => RecordGroup.Data,
    };
}
