using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HostFiltering;

namespace Gatehouse.Dashboard.Starting;

/// <summary>
/// Names that the server answers to: that of <c>PublicUrl</c>, those of loopback, and the addresses it listens on. A page that points a name of its own
/// at this server (DNS rebinding) gets nothing. The setting <c>AllowedHosts</c> replaces them.
/// </summary>
public static class AllowedHosts
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddAllowedHosts(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = configuration["AllowedHosts"] is { Length: > 0 } named
            ? named.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. Of(configuration).Distinct(StringComparer.OrdinalIgnoreCase)]);

    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        foreach (var name in Loopback)
            yield return name;
        if (Listening.PublicUrl(configuration) is { } known)
            yield return known.HostNameType == UriHostNameType.IPv6 ? known.Host : known.IdnHost;
        foreach (var (_, url) in Listening.Named(configuration))
        {
            var host = Listening.HostOf(url) ?? "";
            if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
                address = host is "*" or "+" ? IPAddress.Any : null;
            if (address is null)
                continue;
            foreach (var own in address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Listening.OwnAddresses() : [address])
                yield return Written(own);
        }
    }

    private static string Written(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{new IPAddress(address.GetAddressBytes())}]" : address.ToString();
}
