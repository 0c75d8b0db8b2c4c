using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Import;

/// <summary>
/// What is odd about a row and yet can be kept: it comes in and is told, so that somebody can put it right. What an edit would refuse is odd;
/// what cannot be stored or would say something else is refused.
/// </summary>
internal sealed class Oddities
{
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Begin() => found.Clear();

    public void Add(string odd) => found.Add(odd);

    /// <summary>A name that no edit would take, or that reads like another.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="name">Without spaces around.</param>
    /// <param name="wrong">What an edit says of it.</param>
    public void Name(string field, string? name, string? wrong)
    {
        if (name is null)
            return;
        if (name.Length > NameText.NameLimit)
            found.Add($"Field {field} is {name.Length:N0} characters long: an edit takes {NameText.NameLimit} at most.");
        else if (wrong is not null)
            Text(field, wrong);
        else if (name.Length <= ShownText.Most && ShownText.Of(name) is var shown && shown != name)
            found.Add($"Field {field} holds characters that read like others: \"{shown}\".");
    }

    /// <summary>Any other text: what an edit says of it; null: nothing.</summary>
    public void Text(string field, string? wrong)
    {
        if (wrong is not null)
            found.Add($"Field {field}: {wrong}");
    }

    /// <summary>Tool names of a grant.</summary>
    public void Tools(string field, ToolList tools) => Text(field, tools.Names.Select(NameText.WrongTool).FirstOrDefault(wrong => wrong is not null));

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
        if (row.AuthType == AuthType.PerUserHeaders && HeaderName.CanonicalList(row.PerUserHeaderKeys ?? [], out _) is { } names && HeaderName.ToStore(names, [], out var errors) is null)
            Text("per_user_header_keys", string.Join(" ", errors));
        foreach (var (name, value) in row.Headers ?? new Dictionary<string, string>())
        {
            if (HeaderName.Canonical(name, out _) is not null && StaticHeaders.CanonicalName(name, out var taken) is null)
                Text("headers", taken);
            if (IsReference(value))
                found.Add($"Static header {ShownText.Of(name)} is the reference {ShownText.Of(value)}: it is kept, and not resolved. Give its value before anybody connects.");
        }
    }

    private static bool IsReference(string value) => value.StartsWith("env.", StringComparison.Ordinal) || value.StartsWith("vault.", StringComparison.Ordinal);
}
