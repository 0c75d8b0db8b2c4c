using System.Collections.Frozen;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Settings;
using Gatehouse.Data.SignIns;
using Gatehouse.Data.Tokens;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who may what: the one table. Pages, routes and writes name a permission, never a role; each is a policy of its own name.</summary>
public static class Permissions
{
    /// <summary>Pages of policy, credentials and changes; the plan of an edit; changes of access on the record.</summary>
    public const string See = "see";

    /// <summary>One's own sign-ins.</summary>
    public const string OwnSignIns = "own-sign-ins";

    /// <summary>Committing: keys, sharing, profiles, bulk, revoke, repair, and the undo of these.</summary>
    public const string Commit = "commit";

    /// <summary>Who people are, and which groups they are in.</summary>
    public const string People = "people";

    /// <summary>What an MCP client is and where it is: made, pointed elsewhere, signed in to otherwise, tested.</summary>
    public const string ClientTarget = "client-target";

    public const string Import = "import";

    /// <summary>The whole policy as a file. A list as a file is for those who see the list.</summary>
    public const string Export = "export";

    public const string Settings = "settings";

    /// <summary>Who signs in to Gatehouse, with which role.</summary>
    public const string Accounts = "accounts";

    public const string ApiTokens = "api-tokens";

    /// <summary>Everybody's sign-ins.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>What is on record beside changes of access: sign-ins, addresses, accounts and the rest.</summary>
    public const string Record = "record";

    /// <summary>The least role of each.</summary>
    public static readonly FrozenDictionary<string, Role> Least = new Dictionary<string, Role>
    {
        [See] = Role.Viewer,
        [OwnSignIns] = Role.Viewer,
        [Commit] = Role.Operator,
        [People] = Role.Admin,
        [ClientTarget] = Role.Admin,
        [Import] = Role.Admin,
        [Export] = Role.Admin,
        [Settings] = Role.Admin,
        [Accounts] = Role.Admin,
        [ApiTokens] = Role.Admin,
        [SignIns] = Role.Admin,
        [Record] = Role.Admin,
    }.ToFrozenDictionary();

    /// <summary>Those that ask for the password again when it was given a while ago.</summary>
    public static readonly FrozenSet<string> AskAgain = FrozenSet.Create(Settings, Accounts, ApiTokens);

    // What is not said here is an admin's, and asks for the password.
    private static readonly FrozenDictionary<Type, string> Edits = new Dictionary<Type, string>
    {
        [typeof(VirtualKeyEdits)] = Commit,
        [typeof(ProfileEdits)] = Commit,
        [typeof(McpClientEdits)] = ClientTarget,
        [typeof(Gatehouse.Data.Edits.PeopleEdits)] = People,
        [typeof(AdminEdits)] = Accounts,
        [typeof(ApiTokenStore)] = ApiTokens,
        [typeof(SettingEdits)] = Settings,
        [typeof(SignInEdits)] = SignIns,
    }.ToFrozenDictionary();

    /// <summary>What a kind of edits takes.</summary>
    public static string Of(Type edits) => Edits.GetValueOrDefault(edits, Settings);

    /// <summary>What committing a plan takes: which role it needs the plan says itself.</summary>
    public static string Of(Role needs) => needs == Role.Admin ? People : Commit;

    /// <summary>The roles that have a permission.</summary>
    public static IEnumerable<Role> RolesOf(string permission) => Enum.GetValues<Role>().Where(role => role >= Least[permission]);

    /// <summary>Who may: "an operator or an admin".</summary>
    public static string Words(string permission) => Words(Least[permission]);

    /// <summary>The same of a least role.</summary>
    public static string Words(Role least) => least switch
    {
        Role.Admin => "an admin",
        Role.Operator => "an operator or an admin",
        _ => "an account",
    };
}
