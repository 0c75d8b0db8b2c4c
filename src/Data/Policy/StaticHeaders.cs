using System.Buffers;
using System.Text.Json;
using Gatehouse.Data.Secrets;

namespace Gatehouse.Data.Policy;

/// <summary>The headers that the gateway sends to an MCP server for everyone. Protected at rest; values never go to a browser.</summary>
public sealed class StaticHeaders(SecretProtector protector)
{
    public const int ValueLimit = 8192;

    /// <summary>Shown in place of each value; handed back it means the value that is stored.</summary>
    public const string Hidden = "********";

    /// <summary>Visible ASCII, space and tab: what a header value may hold on every server (RFC 9110, section 5.5).</summary>
    private static readonly SearchValues<char> ValueCharacters = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\t']);

    private static readonly string[] OfTheConnection =
        ["accept", "connection", "content-length", "content-type", "host", "keep-alive", "last-event-id", "mcp-protocol-version", "mcp-session-id", "te", "trailer", "transfer-encoding", "upgrade"];

    /// <summary>By canonical name, in its order.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring is not the one they were protected with.</exception>
    public SortedDictionary<string, string> Read(byte[]? stored)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (stored is null)
            return headers;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(stored))!)
            headers[HeaderName.Canonical(name, out _) ?? name] = value;
        return headers;
    }

    /// <summary>Null when there is none.</summary>
    public byte[]? Protect(IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0 ? null : protector.Protect(JsonSerializer.Serialize(headers));

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
