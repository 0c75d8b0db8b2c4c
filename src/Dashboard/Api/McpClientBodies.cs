using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>An MCP client.</summary>
/// <param name="Config">What an admin says about it.</param>
/// <param name="Tools">The tools its server listed when it was last asked.</param>
/// <param name="VkConfigs">Its grants, by key name; null: there are more than 1,000, which <c>/api/mcp/client/{client_id}/sharing</c> lists page by page.</param>
/// <param name="VkConfigsCount">How many grants it has.</param>
/// <param name="Warnings">What is wrong with it now, e.g. because an import brought it. Other fields can still be edited.</param>
public sealed record McpClientAnswer(
    McpClientConfig Config, IReadOnlyList<ToolAnswer> Tools, IReadOnlyList<VkConfigAnswer>? VkConfigs, int VkConfigsCount, IReadOnlyList<string> Warnings)
{
    internal static McpClientAnswer Of(ClientPolicy client) => new(
        new(client.Id, client.Settings.Name, client.Settings.ConnectionType, client.Settings.Address, client.Settings.AuthType, client.AllKeys, client.Settings.Disabled,
            client.HeaderNames, client.StaticHeaders.ToDictionary(name => name, _ => StaticHeaders.Hidden), client.Settings.CaCertPem, client.Settings.InsecureSkipVerify,
            client.CreatedAt, client.UpdatedAt),
        [.. client.Tools.Select(tool => new ToolAnswer(tool))], client.Grants is null ? null : [.. client.Grants.Select(VkConfigAnswer.Of)], client.GrantCount,
        [.. client.Settings.Faults().Select(fault => fault.Message), .. client.IsUnreadable ? [Unreadable] : Array.Empty<string>()]);

    private const string Unreadable = "What is stored of its static headers and of secrets in its address cannot be read: the key ring is another one. Nothing of it is sent. Restore the key ring, or give all of them anew.";
}

/// <summary>What an admin says about an MCP client.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ConnectionType">How the gateway reaches it.</param>
/// <param name="ConnectionString">URL, or the command line of a stdio server. Parameters that are called like a key (key, token, api_key …) are shown as ********.</param>
/// <param name="AuthType">What the server asks a caller for.</param>
/// <param name="AllowOnAllVirtualKeys">Every key that no source names it for reaches it with all tools.</param>
/// <param name="Disabled">The gateway does not use it; no credential is touched.</param>
/// <param name="PerUserHeaderKeys">Header names that each identity has to store.</param>
/// <param name="Headers">Static headers; each value is shown as ********.</param>
/// <param name="CaCertPem">PEM of the certificate authority to trust; null: the system's.</param>
/// <param name="InsecureSkipVerify">Any certificate of the server is accepted.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="UpdatedAt">The last edit.</param>
public sealed record McpClientConfig(
    string ClientId, string Name, ConnectionType ConnectionType, string ConnectionString, AuthType AuthType, bool AllowOnAllVirtualKeys, bool Disabled,
    IReadOnlyList<string> PerUserHeaderKeys, IReadOnlyDictionary<string, string> Headers, string? CaCertPem, bool InsecureSkipVerify,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A tool of an MCP client.</summary>
/// <param name="Name">Its name.</param>
public sealed record ToolAnswer(string Name);

/// <summary>A grant of an MCP client in an answer.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="VirtualKeyName">The key's name.</param>
/// <param name="ToolsToExecute"><c>["*"]</c> all, names, or <c>[]</c> none: an explicit deny.</param>
public sealed record VkConfigAnswer(string VirtualKeyId, string VirtualKeyName, IReadOnlyList<string> ToolsToExecute)
{
    internal static VkConfigAnswer Of(KeyGrant grant) => new(grant.KeyId, grant.KeyName, grant.Tools.Names);
}

/// <summary>A grant of an MCP client in a body.</summary>
/// <param name="VirtualKeyId">The key's id.</param>
/// <param name="ToolsToExecute"><c>["*"]</c> all, names, or <c>[]</c> none: an explicit deny.</param>
/// <param name="VirtualKeyName">Ignored: answers have it, so a body may have it too.</param>
public sealed record VkConfig(string VirtualKeyId, IReadOnlyList<string> ToolsToExecute, string? VirtualKeyName = null)
{
    internal static IReadOnlyList<KeyTools>? Of(IReadOnlyList<VkConfig>? configs) =>
        configs is null ? null : [.. configs.Select(config => new KeyTools(config.VirtualKeyId, config.ToolsToExecute))];
}

/// <summary>An MCP client to be made.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="ConnectionType">How the gateway reaches it.</param>
/// <param name="ConnectionString">URL, or the command line of a stdio server.</param>
/// <param name="ClientId">Its id in addresses; absent: made from the name.</param>
/// <param name="AuthType">What the server asks a caller for; none unless given.</param>
/// <param name="AllowOnAllVirtualKeys">Every key that no source names it for reaches it with all tools; false unless given.</param>
/// <param name="Disabled">The gateway does not use it; false unless given.</param>
/// <param name="PerUserHeaderKeys">With auth type per_user_headers: at least one header name that each identity has to store.</param>
/// <param name="Headers">Static headers, by name; protected at rest.</param>
/// <param name="CaCertPem">PEM of the certificate authority to trust.</param>
/// <param name="InsecureSkipVerify">Accept any certificate of the server; false unless given.</param>
/// <param name="VkConfigs">Which keys reach it.</param>
public sealed record NewMcpClientBody(
    string Name, ConnectionType ConnectionType, string ConnectionString, string? ClientId = null, AuthType? AuthType = null, bool? AllowOnAllVirtualKeys = null,
    bool? Disabled = null, IReadOnlyList<string>? PerUserHeaderKeys = null, IReadOnlyDictionary<string, string>? Headers = null, string? CaCertPem = null,
    bool? InsecureSkipVerify = null, IReadOnlyList<VkConfig>? VkConfigs = null);

/// <summary>The fields of an MCP client to change; absent fields stay as they are.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="ConnectionType">How the gateway reaches it.</param>
/// <param name="ConnectionString">URL, or the command line of a stdio server.</param>
/// <param name="AuthType">What the server asks a caller for; refused when credentials of another kind are stored.</param>
/// <param name="AllowOnAllVirtualKeys">Every key that no source names it for reaches it with all tools.</param>
/// <param name="Disabled">The gateway does not use it; no credential is touched.</param>
/// <param name="PerUserHeaderKeys">All header names that each identity has to store from now on.</param>
/// <param name="Headers">All static headers from now on; a value of ******** keeps the one that is stored for this server: scheme, host or port of another one, and verification switched off, drop what is stored.</param>
/// <param name="CaCertPem">PEM of the certificate authority to trust; empty: the system's.</param>
/// <param name="InsecureSkipVerify">Accept any certificate of the server.</param>
/// <param name="VkConfigs">All grants from now on; absent or null: as they are; empty: none.</param>
public sealed record McpClientBody(
    string? Name = null, ConnectionType? ConnectionType = null, string? ConnectionString = null, AuthType? AuthType = null, bool? AllowOnAllVirtualKeys = null,
    bool? Disabled = null, IReadOnlyList<string>? PerUserHeaderKeys = null, IReadOnlyDictionary<string, string>? Headers = null, string? CaCertPem = null,
    bool? InsecureSkipVerify = null, IReadOnlyList<VkConfig>? VkConfigs = null)
{
    /// <summary>
    /// Without what the client is and where it is, for who may not say that; null: it would be another. What is as it stands is left out, so
    /// that nothing written meanwhile is written back.
    /// </summary>
    internal McpClientBody? WithoutTarget(ClientPolicy standing)
    {
        var settings = standing.Settings;
        var isAsStanding = (ConnectionType ?? settings.ConnectionType) == settings.ConnectionType && (ConnectionString ?? settings.Address).Trim() == settings.Address
            && (AuthType ?? settings.AuthType) == settings.AuthType && (InsecureSkipVerify ?? settings.InsecureSkipVerify) == settings.InsecureSkipVerify
            && (CaCertPem ?? settings.CaCertPem ?? "").Trim() == (settings.CaCertPem ?? "").Trim()
            && (Headers is null || (Headers.Keys.Order().SequenceEqual(standing.StaticHeaders.Order()) && Headers.Values.All(value => value == StaticHeaders.Hidden)));
        return isAsStanding ? this with { ConnectionType = null, ConnectionString = null, AuthType = null, InsecureSkipVerify = null, CaCertPem = null, Headers = null } : null;
    }
}
