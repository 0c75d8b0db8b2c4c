using System.Globalization;
using System.Net;

namespace Gatehouse.Dashboard.Outgoing;

/// <summary>
/// Where requests of ours may go: https to the public internet; plain http and private networks only where <c>Outgoing:Allow</c> names them; link-local,
/// metadata and multicast addresses never.
/// </summary>
public sealed class OutgoingRules
{
    public const string Setting = "Outgoing:Allow";

    /// <summary>What is allowed unless the setting says otherwise, while we listen on loopback only.</summary>
    public const string OnLoopback = "127.0.0.0/8, ::1/128, localhost";

    private readonly string text;
    private readonly IPNetwork[] networks;
    private readonly HashSet<string> hosts;

    private OutgoingRules(string text, IPNetwork[] networks, HashSet<string> hosts) => (this.text, this.networks, this.hosts) = (text, networks, hosts);

    /// <summary>What to do about an entry that is neither a range nor a host name; null: all are.</summary>
    public static string? Wrong(string allow)
    {
        foreach (var entry in Entries(allow))
            if (!IPNetwork.TryParse(entry, out _) && !IPAddress.TryParse(entry, out _) && (Uri.CheckHostName(entry) != UriHostNameType.Dns || entry.Contains('/', StringComparison.Ordinal)))
                return $"{Setting} names \"{entry}\", which is neither a range of addresses (10.1.0.0/16) nor a host name (mcp.internal).";
        return null;
    }

    /// <param name="allow">Ranges, addresses and host names between commas or spaces, without a wrong one among them.</param>
    public static OutgoingRules Of(string allow)
    {
        var entries = Entries(allow);
        return new(
            string.Join(", ", entries),
            [.. entries.Select(entry => IPNetwork.TryParse(entry, out var network) ? network : IPAddress.TryParse(entry, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : (IPNetwork?)null).OfType<IPNetwork>()],
            entries.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Why a request is not sent to this address of that host; null: it may be.</summary>
    public OutgoingRefusal? Refuse(Uri to, IPAddress address)
    {
        if (to.Scheme is not ("http" or "https"))
            return new($"Only http and https are spoken here, not {to.Scheme}.", null);
        var host = Name(to.IdnHost);
        var plain = OutgoingAddresses.Plain(address);
        var place = IPAddress.TryParse(host, out var literal) && literal.Equals(plain) ? host : $"{host} is {plain}, which is";
        var lead = place == host ? $"{host} is" : place;
        if (OutgoingAddresses.NeverSent(plain) is { } never)
            return new($"{lead} {never}. Nothing is ever sent there.", null);
        if (hosts.Contains(host) || networks.Any(network => network.Contains(plain)))
            return null;
        var entry = literal is null ? host : string.Create(CultureInfo.InvariantCulture, $"{plain}/{plain.GetAddressBytes().Length * 8}");
        if (OutgoingAddresses.NeedsName(plain) is { } what)
            return new($"{lead} {what}, and the setting {Setting} does not name it.", Line(entry));
        return to.Scheme == "http"
            ? new($"The connection to {host} would not be encrypted, and the setting {Setting} does not name that host. Use https.", Line(entry))
            : null;
    }

    private string Line(string entry) => $"--{Setting}=\"{(text.Length == 0 ? entry : $"{text}, {entry}")}\"";

    private static string Name(string host) => host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();

    private static string[] Entries(string allow) => allow.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A request that is not sent.</summary>
/// <param name="Why">A sentence for an admin.</param>
/// <param name="Line">The setting that would allow it, as one writes it behind the program; null: nothing does.</param>
public sealed record OutgoingRefusal(string Why, string? Line)
{
    /// <summary>Why, and what to do if it is meant.</summary>
    public string Message => Line is null ? Why : $"{Why} If that is meant, start Gatehouse with {Line}.";
}

/// <summary>Ends a request before anything is sent.</summary>
public sealed class OutgoingRefusedException(OutgoingRefusal refusal) : IOException(refusal.Why)
{
    public OutgoingRefusal Refusal { get; } = refusal;
}
