using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>Every URL of the dashboard. A house rule holds the page templates equal to these.</summary>
public static class Links
{
    /// <summary>The Overview.</summary>
    public const string Home = "/";

    /// <summary>The Overview with the review of a repair open.</summary>
    public const string Repair = "/?review=repair";

    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SetUp = "/set-up";

    /// <summary>Behind the link with which an admin chooses their password.</summary>
    public const string SetPassword = "/set-password";

    /// <summary>Where the secret part of a link is posted once.</summary>
    public const string OpenSetUp = SetUp + "/open";

    /// <summary>The same of a link with which an admin chooses their password.</summary>
    public const string OpenSetPassword = SetPassword + "/open";

    /// <summary>Settings, at its first page: who signs in.</summary>
    public const string Settings = "/settings";

    public const string ApiTokens = "/settings/api-tokens";

    /// <summary>Who is signed in where.</summary>
    public const string SignIns = "/settings/sign-ins";

    /// <summary>Where one is signed in oneself.</summary>
    public const string OwnSignIns = "/sign-ins";

    /// <summary>Retention and guardrails.</summary>
    public const string Limits = "/settings/limits";

    public const string About = "/settings/about";
    public const string VirtualKeys = "/virtual-keys";
    public const string McpClients = "/mcp-clients";
    public const string Credentials = "/credentials";
    public const string Assign = "/assign";

    /// <summary>Answers a page whose circuit ended whether the commit of a plan landed.</summary>
    public const string CommitAnswer = "/commits/{fingerprint}";
    public const string AccessProfiles = "/access-profiles";
    public const string People = "/people";
    public const string Changes = "/changes";
    public const string Record = "/record";
    public const string Import = "/settings/import";
    public const string NotFound = "/not-found";
    public const string Status = "/status";

    /// <summary>For Prometheus.</summary>
    public const string Metrics = "/metrics";

    /// <summary>What a browser sees for a status of <see cref="Status"/>; {0} is its number.</summary>
    public const string StatusTemplate = Status + "/{0}";

    public static string VirtualKey(string id) => $"{VirtualKeys}/{SegmentIds.Segment(id)}";

    /// <summary>A key's page with a tab open, and the query of the list one came from.</summary>
    public static string VirtualKey(string id, string? tab, string? list = null) =>
        With(VirtualKey(id), ("tab", tab), ("list", list));

    /// <summary>A client's page with a tab open, and the query of the list one came from.</summary>
    public static string McpClient(string id, string? tab = null, string? list = null) =>
        With($"{McpClients}/{SegmentIds.Segment(id)}", ("tab", tab), ("list", list));

    /// <summary>An access profile's page with a tab open, and the query of the list one came from.</summary>
    public static string AccessProfile(string id, string? tab = null, string? list = null) =>
        With($"{AccessProfiles}/{SegmentIds.Segment(id)}", ("tab", tab), ("list", list));

    /// <summary>A user's page with a tab open, and the query of the list one came from.</summary>
    public static string Person(string id, string? tab = null, string? list = null) =>
        With($"{People}/{SegmentIds.Segment(id)}", ("tab", tab), ("list", list));

    /// <summary>A group's page: at the same address, said to be a group, since a user may have the same id.</summary>
    public static string Group(string id, string? tab = null, string? list = null) =>
        With($"{People}/{SegmentIds.Segment(id)}", ("kind", "group"), ("tab", tab), ("list", list));

    /// <summary>The list of all credentials with one of them explained.</summary>
    public static string Credential(string id) => With(Credentials, ("why", id));

    /// <summary>A key's allowlist with a client ticked that it does not grant yet.</summary>
    public static string Allow(string keyId, string clientId) => With(VirtualKey(keyId), ("allow", clientId));

    /// <summary>A client's sharing with the switch for all keys on.</summary>
    public static string AllowOnAllKeys(string clientId) => With($"{McpClients}/{SegmentIds.Segment(clientId)}", ("all", "on"));

    public static string Change(long id) => FormattableString.Invariant($"{Changes}/{id}");

    /// <summary>The end of the address that asks whether the commit of a plan landed that was sent then.</summary>
    public static string CommitQuestion(string fingerprint, DateTimeOffset since) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fingerprint}?since={since.ToUnixTimeMilliseconds()}");

    /// <summary>A step of the Assign page; the filter is the query of the list of virtual keys whose keys are meant.</summary>
    public static string AssignAt(string? step, string? filter = null) => With(Assign, ("step", step), ("filter", filter));

    /// <summary>A file to begin an assignment with.</summary>
    public static string AssignTemplate(string format) => $"/export/assign-template.{format}";

    /// <summary>The record of one object, also of one that is gone.</summary>
    public static string RecordOf(string id) => With(Record, ("about", id));

    public static string ExportRecord(string format) => $"/export/record.{format}";

    public static string ExportCredentials(string format) => $"/export/credentials.{format}";

    public static string ExportVirtualKeys(string format) => $"/export/virtual-keys.{format}";

    public static string ExportAccessProfiles(string format) => $"/export/access-profiles.{format}";

    public static string ExportUsers(string format) => $"/export/users.{format}";

    public static string ExportGroups(string format) => $"/export/groups.{format}";

    public static string ExportMcpClients(string format) => $"/export/mcp-clients.{format}";

    public static string ExportChanges(string format) => $"/export/changes.{format}";

    /// <summary>The rows that a change moved.</summary>
    public static string ExportChangeRows(string id) => $"/export/changes/{id}/rows.csv";

    /// <summary>Whether a location, absolute or not, is this page, whatever its query.</summary>
    public static bool IsSamePage(string location, string path) =>
        (Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.AbsolutePath : location.Split('?', '#')[0]) == path;

    public static string ExportApiTokens(string format) => $"/export/api-tokens.{format}";

    /// <summary>A link that works once. What makes it work stands behind the #: a browser does not send that, so that no log holds it.</summary>
    public static string SetPasswordWith(string id, string token) => $"{SetPassword}#{id}.{Uri.EscapeDataString(token)}";

    public static string SetUpWith(string token) => $"{SetUp}#{Uri.EscapeDataString(token)}";

    /// <summary>The path with those parameters that have a value.</summary>
    public static string With(string path, params (string Name, string? Value)[] query) =>
        QueryHelpers.AddQueryString(path, query.Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
