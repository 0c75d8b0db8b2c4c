using System.Text.RegularExpressions;
using Gatehouse.Data;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// A company in one line, for tables of cases: clients (<c>M</c>, <c>M*</c> allowed on all keys, <c>H(a,b)</c> asking for headers); keys with
/// owner and grants (<c>vk1[u1]=M,N!,K(a+b)</c>, <c>!</c> without a tool); profiles (<c>p1[vk1]=M(b)</c>, <c>p1-[u1]=M</c> inactive);
/// rows (<c>token vk1/M orphaned</c>, <c>header u1/H{a}</c>).
/// </summary>
internal sealed partial class Company
{
    private readonly Dictionary<string, McpClient> clients = [];
    private readonly Dictionary<string, VirtualKey> keys = [];
    private readonly SortedSet<int> users = [];
    private readonly List<object> keyless = [];
    private readonly List<object> grants = [];
    private readonly List<string> nameSets = [""];
    private readonly Dictionary<string, (CredentialKind Kind, long Id)> ids = [];
    private readonly List<object> rows = [];

    public static Company Parse(string line)
    {
        var company = new Company();
        foreach (var part in line.Split(';', StringSplitOptions.TrimEntries))
            if (RowWords().IsMatch(part))
                foreach (var row in RowBreak().Split(part))
                    company.Row(row.Trim());
            else if (part.Contains('=', StringComparison.Ordinal))
                foreach (var key in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    if (key[0] == 'p')
                        company.Profile(key);
                    else
                        company.Key(key);
            else
                foreach (var client in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    company.Client(client);
        return company;
    }

    public void Load(TestDatabase database)
    {
        database.Add([.. users.Select(id => Some.User(id))]);
        database.Add([.. clients.Values, .. keys.Values, .. keyless, .. nameSets.Select((names, at) => new HeaderNameSet { Id = at + 1, Names = names.Split(',', StringSplitOptions.RemoveEmptyEntries) })]);
        database.Add(new McpSession { Id = 1, SessionId = "session-1" });
        database.Add([.. grants]);
        database.Add([.. rows]);
    }

    /// <summary><c>vk1 = M,N</c>, <c>M off - vk1</c>, <c>M + vk1</c>, <c>H headers a,b</c>, <c>delete vk1</c>, <c>repair</c>.</summary>
    public Edit Edit(string text)
    {
        if (text == "repair")
            return new Edit.Repair();
        if (text.StartsWith("delete ", StringComparison.Ordinal))
            return text[7..] switch
            {
                var key when keys.ContainsKey(key) => new Edit.DeleteVirtualKey(key),
                ['u', ..] and var user => new Edit.DeleteUser(user),
                var client => new Edit.DeleteMcpClient(clients[client].ClientId),
            };
        if (text.Contains('=', StringComparison.Ordinal))
            return new Edit.Allowlist(text.Split('=')[0].Trim(), [.. Names(text.Split('=')[1]).Select(Grant)]);
        var (name, rest) = (text.Split(' ')[0], text[text.Split(' ')[0].Length..]);
        if (rest.StartsWith(" headers", StringComparison.Ordinal))
            return new Edit.HeaderKeys(clients[name].ClientId, rest[8..].Trim().Length == 0 ? [] : rest[9..].Split(','));
        var sign = rest.IndexOfAny(['+', '-']);
        var named = sign < 0 ? [] : Names(rest[(sign + 1)..]);
        return new Edit.Sharing(
            clients[name].ClientId,
            rest.Contains(" on", StringComparison.Ordinal) ? true : rest.Contains(" off", StringComparison.Ordinal) ? false : null,
            sign >= 0 && rest[sign] == '+' ? [.. named.Select(key => new KeyTools(key, ["*"]))] : null,
            sign >= 0 && rest[sign] == '-' ? named : null);
    }

    /// <summary>What a row such as <c>token vk1/M</c> is keyed by.</summary>
    public (int Client, IdentityKind Kind, int Id) Binding(string row)
    {
        var match = RowForm().Match(row);
        var (kind, identity) = Identity(match.Groups["who"].Value);
        return (clients[match.Groups["client"].Value].Id, kind, identity);
    }

    /// <summary>Public id of the flow that was given for an identity and client.</summary>
    public string? GivenFlow(string row) =>
        ids.TryGetValue($"oauth-flow {row}", out var signIn) ? $"of{signIn.Id}" : ids.TryGetValue($"header-flow {row}", out var form) ? $"hf{form.Id}" : null;

    /// <summary>The status of a row named as it was given, or of the only one of its identity and client: that of a credential, of a flow, or "gone".</summary>
    public string StatusOf(DashboardDbContext db, string row)
    {
        if (!ids.TryGetValue(row, out var given))
            return Word(Found(db, row));
        var (kind, id) = given;
        var word = kind switch
        {
            CredentialKind.OAuthToken => db.OAuthTokens.AsEnumerable().SingleOrDefault(found => found.Id == id)?.Status.ToString(),
            CredentialKind.HeaderCredential => db.HeaderCredentials.AsEnumerable().SingleOrDefault(found => found.Id == id)?.Status.ToString(),
            CredentialKind.OAuthFlow => db.OAuthFlows.SingleOrDefault(found => found.Id == id)?.Status.ToString(),
            _ => db.HeaderFlows.SingleOrDefault(found => found.Id == id)?.Status.ToString(),
        };
        return Word(word);
    }

    private string? Found(DashboardDbContext db, string row)
    {
        var (client, kind, identity) = Binding(row);
        return row.Split(' ')[0] switch
        {
            "token" => Only(db.OAuthTokens)?.Status.ToString(),
            "header" => Only(db.HeaderCredentials)?.Status.ToString(),
            "oauth-flow" => Only(db.OAuthFlows)?.Status.ToString(),
            _ => Only(db.HeaderFlows)?.Status.ToString(),
        };

        T? Only<T>(IQueryable<T> rows) where T : IdentityKeyed =>
            rows.AsEnumerable().SingleOrDefault(found => (found.McpClientId, found.IdentityKind, found.IdentityId) == (client, kind, identity));
    }

    private static string Word(string? status) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status ?? "Gone");

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private ClientTools Grant(string name) => new(Granted(name).Client.ClientId, Granted(name).Tools.Names);

    private void Client(string text)
    {
        var match = ClientForm().Match(text);
        var headers = match.Groups["headers"].Success ? Names(match.Groups["headers"].Value) : null;
        clients[match.Groups["name"].Value] = Some.McpClient(
            clients.Count + 1, allKeys: match.Groups["all"].Success, auth: headers is null ? AuthType.PerUserOAuth : AuthType.PerUserHeaders, headers: headers);
    }

    private void Key(string text)
    {
        var match = KeyForm().Match(text);
        var owner = match.Groups["user"].Success ? User(match.Groups["user"].Value) : (int?)null;
        var key = keys[match.Groups["name"].Value] = Some.VirtualKey(int.Parse(match.Groups["name"].Value[2..], null), user: owner);
        foreach (var (client, tools) in Names(match.Groups["grants"].Value).Select(Granted))
            grants.Add(Some.Grant(key.Id, client.Id, tools));
    }

    private void Profile(string text)
    {
        var match = ProfileForm().Match(text);
        var id = int.Parse(match.Groups["name"].Value[1..], null);
        keyless.Add(Some.Profile(id, active: !match.Groups["off"].Success));
        var who = match.Groups["who"].Value;
        grants.Add(who[0] == 'u' ? new ProfileAssignment { ProfileId = id, UserId = User(who) } : new ProfileAssignment { ProfileId = id, VirtualKeyId = keys[who].Id });
        foreach (var (client, tools) in Names(match.Groups["grants"].Value).Select(Granted))
            grants.Add(new ProfileGrant { ProfileId = id, McpClientId = client.Id, Tools = tools });
    }

    /// <summary><c>M</c> all tools, <c>M!</c> none, <c>M(a+b)</c> these.</summary>
    private (McpClient Client, ToolList Tools) Granted(string text)
    {
        var match = GrantForm().Match(text);
        var tools = match.Groups["deny"].Success ? ToolList.None
            : match.Groups["tools"].Success ? ToolList.Of(match.Groups["tools"].Value.Split('+')) : ToolList.All;
        return (clients[match.Groups["name"].Value], tools);
    }

    private int User(string name)
    {
        var id = int.Parse(name[1..], null);
        users.Add(id);
        return id;
    }

    private void Row(string text)
    {
        var match = RowForm().Match(text);
        var (kind, identity) = Identity(match.Groups["who"].Value);
        var client = clients[match.Groups["client"].Value].Id;
        var status = match.Groups["status"].Value;
        var name = $"{match.Groups["kind"].Value} {match.Groups["who"].Value}/{match.Groups["client"].Value}";
        long id = ids.Count + 1;
        var isOrphaned = status == "orphaned";
        switch (match.Groups["kind"].Value)
        {
            case "token":
                ids[name] = (CredentialKind.OAuthToken, id);
                rows.AddRange(Some.Token(id, client, kind, identity, isOrphaned, status == "needs_reauth" ? CredentialHealth.NeedsReauth : CredentialHealth.Healthy));
                break;
            case "header":
                ids[name] = (CredentialKind.HeaderCredential, id);
                rows.AddRange(Some.Header(id, client, kind, identity, isOrphaned, status == "needs_update" ? CredentialHealth.NeedsUpdate : CredentialHealth.Healthy, NameSet(match.Groups["headers"].Value)));
                break;
            case "oauth-flow":
                ids[name] = (CredentialKind.OAuthFlow, id);
                rows.Add(Some.OAuthFlow(id, client, kind, identity, Flow(status)));
                break;
            default:
                ids[name] = (CredentialKind.HeaderFlow, id);
                rows.Add(Some.HeaderFlow(id, client, kind, identity, Flow(status)));
                break;
        }
    }

    private (IdentityKind Kind, int Id) Identity(string who) => who switch
    {
        "session" => (IdentityKind.Session, 1),
        ['u', ..] => (IdentityKind.User, User(who)),
        _ => (IdentityKind.VirtualKey, int.Parse(who[2..], null)),
    };

    private static FlowStatus Flow(string status) => status.Length == 0 ? FlowStatus.Pending : Enum.Parse<FlowStatus>(status, ignoreCase: true);

    private int NameSet(string names)
    {
        if (!nameSets.Contains(names))
            nameSets.Add(names);
        return nameSets.IndexOf(names) + 1;
    }

    [GeneratedRegex(@"\b(token|header|oauth-flow|header-flow) ")]
    private static partial Regex RowWords();

    [GeneratedRegex(@",\s*(?=token |header |oauth-flow |header-flow )")]
    private static partial Regex RowBreak();

    [GeneratedRegex(@"^(?<name>\w+)(\((?<headers>[^)]*)\))?(?<all>\*)?$")]
    private static partial Regex ClientForm();

    [GeneratedRegex(@"^(?<name>vk\d+)(\[(?<user>u\d+)\])?=(?<grants>.*)$")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"^(?<name>p\d+)(?<off>-)?\[(?<who>\w+)\]=(?<grants>.*)$")]
    private static partial Regex ProfileForm();

    [GeneratedRegex(@"^(?<name>\w+)((?<deny>!)|\((?<tools>[^)]*)\))?$")]
    private static partial Regex GrantForm();

    [GeneratedRegex(@"^(?<kind>\S+) (?<who>\w+)/(?<client>\w+)(\{(?<headers>[^}]*)\})?( (?<status>\w+))?$")]
    private static partial Regex RowForm();
}
