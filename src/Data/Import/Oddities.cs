using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Import;

/// <summary>
/// What is odd about a row and yet can be kept: it comes in and is told, so that somebody can put it right. What an edit would refuse is odd;
/// what cannot be stored or would say something else is refused.
/// </summary>
internal sealed class Oddities
{
    private const int NameLimit = 255;
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Begin() => found.Clear();

    public void Add(string odd) => found.Add(odd);

    /// <summary>A name that no edit would take.</summary>
    public void Name(string field, string? name)
    {
        if (name is null)
            return;
        if (name.Length > NameLimit)
            found.Add($"Field {field} is {name.Length:N0} characters long: an edit takes {NameLimit} at most.");
        if (name.Length <= ShownText.Most && ShownText.Of(name) is var shown && shown != name)
            found.Add($"Field {field} holds characters that nobody sees: \"{shown}\".");
    }

    /// <summary>Settings of an MCP client that no edit would take; a value kept by its name elsewhere is told as that.</summary>
    public void Client(ClientRow row)
    {
        var address = row.ConnectionString ?? "";
        var (plain, authorization) = row.ConnectionType == ConnectionType.Stdio ? (address, null) : AddressSecrets.WithoutUser(address);
        if (authorization is not null)
            found.Add("The address held a user name and password. They became the static header authorization, unless there was one.");
        var settings = new McpClientSettings(row.Name ?? "", row.ConnectionType, plain, row.AuthType, row.Disabled, row.CaCertPem, row.InsecureSkipVerify).Trimmed();
        if (IsReference(address))
            found.Add($"The address is the reference {ShownText.Of(address)}: it is kept, and not resolved. Give the address itself before anybody connects.");
        else if (settings.Wrong() is { Field: not "name" } wrong)
            found.Add($"Field {wrong.Field}: {wrong.Message}");
        foreach (var (name, value) in row.Headers ?? new Dictionary<string, string>())
            if (IsReference(value))
                found.Add($"Static header {ShownText.Of(name)} is the reference {ShownText.Of(value)}: it is kept, and not resolved. Give its value before anybody connects.");
    }

    private static bool IsReference(string value) => value.StartsWith("env.", StringComparison.Ordinal) || value.StartsWith("vault.", StringComparison.Ordinal);
}
