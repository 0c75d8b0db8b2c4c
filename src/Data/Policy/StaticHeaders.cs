using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Data.Secrets;

namespace Gatehouse.Data.Policy;

/// <summary>
/// The headers that the gateway sends to an MCP server for everyone, and the secrets of its address. Protected at rest together with the target they
/// are for; values never go to a browser.
/// </summary>
public sealed class StaticHeaders(SecretProtector protector)
{
    public const int ValueLimit = 8192;

    /// <summary>Shown in place of each value; handed back it means the value that is stored.</summary>
    public const string Hidden = "********";

    /// <summary>Visible ASCII, space and tab: what a header value may hold on every server (RFC 9110, section 5.5).</summary>
    private static readonly SearchValues<char> ValueCharacters = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\t']);

    private static readonly string[] OfTheConnection =
        ["accept", "connection", "content-length", "content-type", "host", "keep-alive", "last-event-id", "mcp-protocol-version", "mcp-session-id", "te", "trailer", "transfer-encoding", "upgrade"];

    /// <summary>What is stored cannot be read: the key ring is not the one it was protected with. It is sent to nobody; what is entered anew takes its place.</summary>
    public bool IsUnreadable(McpClient client) => !TryKept(client, out _);

    /// <summary>What may go to where the client points now, by canonical name, in its order. What was stored for another target, or cannot be read, is not among it.</summary>
    public SortedDictionary<string, string> Read(McpClient client) => Applying(client)?.Headers ?? new(StringComparer.Ordinal);

    /// <summary>The address with its secrets in place; null: a secret of it is not stored for this target, or cannot be read.</summary>
    public string? Address(McpClient client) =>
        client.ConnectionString.Contains(Hidden, StringComparison.Ordinal) ? AddressSecrets.Fill(client.ConnectionString, Applying(client)?.Address ?? []) : client.ConnectionString;

    /// <summary>All headers from now on, for where the client points now.</summary>
    public void Write(McpClient client, IReadOnlyDictionary<string, string> headers) => Write(client, new(headers.ToDictionary(), StringComparer.Ordinal), Applying(client)?.Address ?? []);

    /// <summary>The address from now on, its secrets taken out; a hidden one stays what is stored. The name of one that is not stored; null: all are.</summary>
    public string? WriteAddress(McpClient client, string typed)
    {
        var kept = Applying(client)?.Address ?? [];
        var (address, given) = AddressSecrets.Hide(typed);
        client.ConnectionString = address;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (value != Hidden)
                values[name] = value;
            else if (kept.TryGetValue(name, out var stored))
                values[name] = stored;
            else
                return name;
        }
        if (values.Count + kept.Count > 0)
            Write(client, Read(client), values);
        return null;
    }

    /// <summary>After the client was pointed somewhere: what was stored for another target goes, the rest is from now on for this one. The header names that went.</summary>
    public IReadOnlyList<string> Settle(McpClient client)
    {
        // What cannot be read is sent to nobody, and stays for the day the key ring is restored.
        if (!TryKept(client, out var kept) || kept is null)
            return [];
        var target = McpTarget.Of(client);
        if (kept.Target is { } before && before.Covers(target))
        {
            if (before != target)
                Write(client, kept.Headers, kept.Address ?? []);
            return [];
        }
        client.StaticHeaders = null;
        return [.. kept.Headers.Keys];
    }

    /// <summary>
    /// What an import or an earlier version brought is brought to today's form: secrets of the address are taken out, a user name and password
    /// become the header they stand for, and all of it is for where the client points. Whether there was anything to do.
    /// </summary>
    public bool Adopt(McpClient client)
    {
        if (!TryKept(client, out var kept))
            return false;
        var (address, authorization) = client.ConnectionType == ConnectionType.Stdio ? (client.ConnectionString, null) : AddressSecrets.WithoutUser(client.ConnectionString);
        var (hidden, values) = client.ConnectionType == ConnectionType.Stdio ? (address, []) : AddressSecrets.Hide(address);
        if (kept is null or { Target: not null } && hidden == client.ConnectionString)
            return false;
        var applying = kept is { Target: null } ? kept : Applying(client);
        client.ConnectionString = hidden;
        var headers = applying?.Headers ?? new(StringComparer.Ordinal);
        if (authorization is not null)
            headers.TryAdd("authorization", authorization);
        foreach (var (name, value) in applying?.Address ?? [])
            values[name] = values.GetValueOrDefault(name, Hidden) is var given && given == Hidden ? value : given;
        Write(client, headers, values.Where(value => value.Value != Hidden).ToDictionary());
        return true;
    }

    private void Write(McpClient client, SortedDictionary<string, string> headers, Dictionary<string, string> address) =>
        client.StaticHeaders = headers.Count + address.Count == 0 ? null : protector.Protect(JsonSerializer.Serialize(new Stored(McpTarget.Of(client), headers, address)));

    private Stored? Applying(McpClient client) => TryKept(client, out var kept) && kept is { Target: { } target } && target.Covers(McpTarget.Of(client)) ? kept : null;

    private bool TryKept(McpClient client, out Stored? kept)
    {
        try
        {
            kept = Kept(client);
            return true;
        }
        catch (CryptographicException)
        {
            kept = null;
            return false;
        }
    }

    private Stored? Kept(McpClient client)
    {
        if (client.StaticHeaders is not { } bytes)
            return null;
        var json = protector.Unprotect(bytes);
        using var document = JsonDocument.Parse(json);
        var stored = document.RootElement.TryGetProperty(nameof(Stored.Headers), out var inner) && inner.ValueKind == JsonValueKind.Object
            ? JsonSerializer.Deserialize<Stored>(json)! : new Stored(null, new(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!), null);
        return stored with { Headers = new(stored.Headers.ToDictionary(header => HeaderName.Canonical(header.Key, out _) ?? header.Key, header => header.Value), StringComparer.Ordinal) };
    }

    /// <summary>What is protected: the values, and whom they are for. Only together are they worth anything, so neither can be changed alone.</summary>
    private sealed record Stored(McpTarget? Target, SortedDictionary<string, string> Headers, Dictionary<string, string>? Address);

    /// <summary>The canonical name, or null with <paramref name="error"/>.</summary>
    public static string? CanonicalName(string? name, out string? error)
    {
        var canonical = HeaderName.Canonical(name, out error);
        if (canonical is null || !OfTheConnection.Contains(canonical))
            return canonical;
        error = $"\"{canonical}\" is set by the connection itself. Choose another header.";
        return null;
    }

    /// <summary>What is wrong with a value; the message does not hold it.</summary>
    public static string? WrongValue(string? value) =>
        string.IsNullOrWhiteSpace(value) ? "Give a value."
        : value.Length > ValueLimit ? "The value is longer than 8,192 characters."
        : value.AsSpan().ContainsAnyExcept(ValueCharacters) ? "The value holds a line break or a character that is not ASCII. Headers cannot carry it."
        : null;
}
