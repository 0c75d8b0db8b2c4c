using System.Net;
using System.Net.NetworkInformation;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Where the program listens: a name that is none of this machine's would open every interface instead.</summary>
internal static class Listening
{
    /// <exception cref="SettingException">An address of <c>Urls</c> is no address of this machine.</exception>
    public static void Check(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Wrong(url) is { } why)
                throw new SettingException($"Urls has \"{url}\": {why} Write e.g. http://localhost:5080, an address of this machine, or http://*:5080 for every interface.");
    }

    private static string? Wrong(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return "that is no address.";
        }
        if (address.Scheme is not ("http" or "https"))
            return "it begins with neither http:// nor https://.";
        if (address.IsUnixPipe || address.Host is "localhost" or "*" or "+")
            return null;
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return $"{address.Host} is neither localhost nor an IP address.";
        return IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) || IsOurs(ip) ? null : $"{ip} is no address of this machine.";
    }

    private static bool IsOurs(IPAddress ip) =>
        NetworkInterface.GetAllNetworkInterfaces().Any(network => network.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(ip)));
}
