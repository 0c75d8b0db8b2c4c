using System.Text;

namespace Gatehouse.Data.Policy;

/// <summary>
/// Secrets that stand in the address of a server: a user name with a password, and parameters that are called like a key. They are taken out
/// before an address is stored, since everybody who sees a client sees its address.
/// </summary>
public static class AddressSecrets
{
    private static readonly string[] Whole = ["auth", "authorization", "code", "jwt", "key", "pass", "pat", "pwd", "sig", "bearer"];
    private static readonly string[] Part = ["apikey", "accesskey", "credential", "passwd", "password", "secret", "signature", "token"];
    private static readonly string[] Ends = ["_key", "-key", ".key", "Key"];

    /// <summary>Whether the value of a parameter of this name is a secret.</summary>
    public static bool IsSecret(string name)
    {
        var plain = name.ToLowerInvariant();
        var letters = string.Concat(plain.Where(char.IsAsciiLetter));
        return Whole.Contains(plain) || Part.Any(part => letters.Contains(part, StringComparison.Ordinal)) || Ends.Any(end => name.EndsWith(end, StringComparison.Ordinal) || plain.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>The address with each secret parameter hidden, and the values by name; of one name the second is <c>name#2</c>. What is no URL has none.</summary>
    public static (string Address, Dictionary<string, string> Values) Hide(string address)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        return (Each(address, (name, value) =>
        {
            values[name] = value;
            return StaticHeaders.Hidden;
        }), values);
    }

    /// <summary>The address with the values in place; null: one of them is not there.</summary>
    public static string? Fill(string address, IReadOnlyDictionary<string, string> values)
    {
        var isMissing = false;
        var filled = Each(address, (name, value) =>
        {
            if (value != StaticHeaders.Hidden)
                return value;
            isMissing |= !values.TryGetValue(name, out var kept);
            return kept ?? value;
        });
        return isMissing ? null : filled;
    }

    /// <summary>The address without a user name and password, and the header that says the same (RFC 7617); null: it has none.</summary>
    public static (string Address, string? Authorization) WithoutUser(string address)
    {
        if (Url(address) is not { UserInfo.Length: > 0 } url)
            return (address, null);
        var start = address.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = address.IndexOfAny(['/', '?', '#'], start) is var at and >= 0 ? at : address.Length;
        var sign = address.LastIndexOf('@', end - 1, end - start);
        var user = Uri.UnescapeDataString(url.UserInfo);
        return (address.Remove(start, sign + 1 - start), $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user.Contains(':', StringComparison.Ordinal) ? user : user + ":"))}");
    }

    private static Uri? Url(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;

    private static string Each(string address, Func<string, string, string> replace)
    {
        var start = address.IndexOf('?', StringComparison.Ordinal) + 1;
        if (start == 0 || Url(address) is null)
            return address;
        var end = address.IndexOf('#', start) is var at and >= 0 ? at : address.Length;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return address[..start] + string.Join('&', address[start..end].Split('&').Select(pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : Uri.UnescapeDataString(pair[..equals]);
            if (!IsSecret(name) || equals == pair.Length - 1)
                return pair;
            var nth = seen[name] = seen.GetValueOrDefault(name) + 1;
            return pair[..(equals + 1)] + replace(nth == 1 ? name : $"{name}#{nth}", pair[(equals + 1)..]);
        })) + address[end..];
    }
}
