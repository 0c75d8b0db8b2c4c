using System.Text.RegularExpressions;

namespace Gatehouse.Data.Policy;

/// <summary>What an admin says about an MCP client besides its sharing, header names and static headers.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="ConnectionType">How the gateway reaches the server.</param>
/// <param name="Address">The connection string: a URL, or the command line of a stdio server.</param>
/// <param name="AuthType">What the server wants to see from a caller.</param>
/// <param name="Disabled">The gateway does not use it. Checked at use, so no credential is touched.</param>
/// <param name="CaCertPem">PEM of the certificate authority to trust; null: the system's.</param>
/// <param name="InsecureSkipVerify">Accept whatever certificate the server shows.</param>
public sealed partial record McpClientSettings(
    string Name, ConnectionType ConnectionType, string Address, AuthType AuthType, bool Disabled = false, string? CaCertPem = null, bool InsecureSkipVerify = false)
{
    public const int NameLimit = 255;
    public const int AddressLimit = 2000;

    public static McpClientSettings Of(McpClient client) =>
        new(client.Name, client.ConnectionType, client.ConnectionString, client.AuthType, client.Disabled, client.CaCertPem, client.InsecureSkipVerify);

    /// <summary>Without spaces around, and null where nothing was typed.</summary>
    public McpClientSettings Trimmed() => this with
    {
        Name = Name.Trim(),
        Address = Address.Trim(),
        CaCertPem = string.IsNullOrWhiteSpace(CaCertPem) ? null : CaCertPem.Trim() + "\n",
    };

    /// <summary>The first field that is wrong by itself, whatever else is stored.</summary>
    public EditOutcome.Refused? Wrong() => Refusing().FirstOrDefault();

    /// <summary>The first field that is wrong among those that were edited. What came in by an import and stays as it is refuses nothing: it is a warning.</summary>
    public EditOutcome.Refused? WrongBeside(McpClientSettings before) => Refusing().FirstOrDefault(fault => fault.Field switch
    {
        "name" => Name != before.Trimmed().Name,
        "connection_string" => (ConnectionType, Address) != (before.ConnectionType, before.Trimmed().Address),
        _ => CaCertPem != before.Trimmed().CaCertPem,
    });

    /// <summary>Every field that is wrong by itself: the one check of edits, and of what an import brought.</summary>
    public IEnumerable<EditOutcome.Refused> Faults()
    {
        if (NameText.WrongName(Name, "the MCP client") is { } name)
            yield return new("name", name);
        if (WrongAddress() is { } address)
            yield return new("connection_string", address);
        if (CaCertPem is not null && CertificatePem.Read(CaCertPem, out var error) is null)
            yield return new("ca_cert_pem", error!);
    }

    /// <summary>The faults without an address that is a variable of the gateway's: Bifrost's scripts give such, so it is kept as it is, and named as a warning.</summary>
    private IEnumerable<EditOutcome.Refused> Refusing() => Faults().Where(fault => fault.Field != "connection_string" || !Variable().IsMatch(Address));

    /// <summary>An id for URLs made of the name; null when nothing of the name can stand in one.</summary>
    public static string? IdOf(string name) =>
        NotInAnId().Replace(name.Trim().ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } id ? id[..Math.Min(id.Length, 100)] : null;

    /// <summary>Whether an id can stand in URLs as it is.</summary>
    public static bool IsId(string id) => Id().IsMatch(id);

    private string? WrongAddress()
    {
        if (Address.Length > AddressLimit)
            return "The connection string is longer than 2,000 characters.";
        if (ConnectionType == ConnectionType.Stdio)
            return Address.Length == 0 ? "Give the command line that starts the server." : null;
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return Address.StartsWith("env.", StringComparison.Ordinal) || Address.StartsWith("vault.", StringComparison.Ordinal)
                ? $"{Address} stands for an address that only the gateway it came from knows. Give the URL of the server." : "Give the URL of the server, e.g. https://mcp.example.com/mcp.";
        if (uri.UserInfo.Length > 0)
            return "The URL holds a user name or password, which everybody who sees the page could read. Send it as a static header instead.";
        return uri.Fragment.Length > 0 ? "The URL ends in a fragment (#…), which is never sent. Remove it." : null;
    }

    [GeneratedRegex("^env\\.[A-Za-z_][A-Za-z0-9_]{0,199}$")]
    private static partial Regex Variable();

    [GeneratedRegex("[^a-z0-9._]+")]
    private static partial Regex NotInAnId();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex Id();
}

/// <summary>What of an MCP client is to be another; null: as it is.</summary>
/// <param name="Name">1 to 255 characters, unique.</param>
/// <param name="ConnectionType">How the gateway reaches the server.</param>
/// <param name="Address">The connection string.</param>
/// <param name="AuthType">What the server wants to see from a caller.</param>
/// <param name="Disabled">Whether the gateway leaves it alone.</param>
/// <param name="CaCertPem">PEM of the certificate authority to trust.</param>
/// <param name="InsecureSkipVerify">Accept whatever certificate the server shows.</param>
/// <param name="HeaderNames">Header names it asks for when its auth type becomes <see cref="AuthType.PerUserHeaders"/>.</param>
/// <param name="Headers">All static headers.</param>
public sealed record McpClientPatch(
    string? Name = null, ConnectionType? ConnectionType = null, string? Address = null, AuthType? AuthType = null, bool? Disabled = null,
    Given<string?>? CaCertPem = null, bool? InsecureSkipVerify = null, IReadOnlyList<string>? HeaderNames = null, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>The settings with what is given in place of what was.</summary>
    public McpClientSettings Over(McpClientSettings before) => new(
        Name ?? before.Name, ConnectionType ?? before.ConnectionType, Address ?? before.Address, AuthType ?? before.AuthType, Disabled ?? before.Disabled,
        CaCertPem is { } pem ? pem.Value : before.CaCertPem, InsecureSkipVerify ?? before.InsecureSkipVerify);
}
