using Gatehouse.Data.Policy;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>What is typed about an MCP client, and what was wrong with it when it was last sent.</summary>
public sealed class ClientForm
{
    private static readonly char[] BetweenNames = [',', ';', ' ', '\n'];

    public string Name { get; set; } = "";

    public ConnectionType ConnectionType { get; set; } = ConnectionType.Http;

    public string Address { get; set; } = "";

    public AuthType AuthType { get; set; } = AuthType.PerUserOAuth;

    public bool Disabled { get; set; }

    public string CaCertPem { get; set; } = "";

    public bool InsecureSkipVerify { get; set; }

    /// <summary>Names between commas or spaces.</summary>
    public string HeaderNames { get; set; } = "";

    /// <summary>Why the last edit was refused; null: it was not.</summary>
    public EditOutcome.Refused? Refused { get; set; }

    public McpClientSettings Settings => new McpClientSettings(Name, ConnectionType, Address, AuthType, Disabled, CaCertPem, InsecureSkipVerify).Trimmed();

    public IReadOnlyList<string> Names => HeaderNames.Split(BetweenNames, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static ClientForm Of(McpClientSettings settings, IReadOnlyList<string> headerNames) => new()
    {
        Name = settings.Name,
        ConnectionType = settings.ConnectionType,
        Address = settings.Address,
        AuthType = settings.AuthType,
        Disabled = settings.Disabled,
        CaCertPem = settings.CaCertPem ?? "",
        InsecureSkipVerify = settings.InsecureSkipVerify,
        HeaderNames = string.Join(", ", headerNames),
    };

    public string? Wrong(string field) => Refused?.Field == field ? Refused.Message : null;
}
