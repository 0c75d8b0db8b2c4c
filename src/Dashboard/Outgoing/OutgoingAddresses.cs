using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Dashboard.Outgoing;

/// <summary>What kind of place an address is, whatever way it is written.</summary>
internal static class OutgoingAddresses
{
    /// <summary>Nothing is ever sent here, even when a setting names it.</summary>
    private static readonly (IPNetwork Network, string What)[] Never =
    [
        (IPNetwork.Parse("169.254.169.254/32"), "where a cloud tells a machine its secrets"), (IPNetwork.Parse("fd00:ec2::254/128"), "where a cloud tells a machine its secrets"),
        (IPNetwork.Parse("100.100.100.200/32"), "where a cloud tells a machine its secrets"), (IPNetwork.Parse("168.63.129.16/32"), "where a cloud tells a machine its secrets"),
        (IPNetwork.Parse("192.0.0.192/32"), "where a cloud tells a machine its secrets"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"), (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"), (IPNetwork.Parse("ff00::/8"), "a multicast address"),
        (IPNetwork.Parse("0.0.0.0/8"), "no address of a server"), (IPNetwork.Parse("::/128"), "no address of a server"), (IPNetwork.Parse("240.0.0.0/4"), "no address of a server"),
    ];

    /// <summary>Sent to only where a setting names it.</summary>
    private static readonly (IPNetwork Network, string What)[] Private =
    [
        (IPNetwork.Parse("127.0.0.0/8"), "this machine itself"), (IPNetwork.Parse("::1/128"), "this machine itself"),
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10" }.Select(range => (IPNetwork.Parse(range), "an address of a private network")),
        .. new[] { "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "2001::/32", "2001:db8::/32", "100::/64" }
            .Select(range => (IPNetwork.Parse(range), "an address that the public internet does not lead to")),
    ];

    /// <summary>Why nothing is ever sent there; null: it may be.</summary>
    public static string? NeverSent(IPAddress address) => Among(Never, address);

    /// <summary>Why it takes a setting to send there; null: it is public.</summary>
    public static string? NeedsName(IPAddress address) => Among(Private, address);

    /// <summary>The IPv4 address that an IPv6 one stands for (mapped, compatible, translated, 6to4), without a scope; others as they are.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : Starts(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) && bytes.AsSpan(12, 3).ContainsAnyExcept((byte)0) ? new IPAddress(bytes.AsSpan(12))
            : Starts(bytes, 0, 0x64, 0xff, 0x9b) ? new IPAddress(bytes.AsSpan(12))
            : Starts(bytes, 0x20, 0x02) ? new IPAddress(bytes.AsSpan(2, 4))
            : new IPAddress(bytes);
    }

    private static bool Starts(byte[] bytes, params ReadOnlySpan<byte> prefix) => bytes.AsSpan().StartsWith(prefix);

    private static string? Among((IPNetwork Network, string What)[] kinds, IPAddress address)
    {
        var plain = Plain(address);
        return kinds.FirstOrDefault(kind => kind.Network.Contains(plain)).What;
    }
}
