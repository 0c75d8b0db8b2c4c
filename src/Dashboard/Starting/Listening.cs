using System.Net;
using System.Net.NetworkInformation;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Outgoing;

namespace Gatehouse.Dashboard.Starting;

/// <summary>Where the program listens, and under which address people open it: a name that is none of this machine's would open every interface instead.</summary>
public static class Listening
{
    /// <exception cref="SettingException">An address of <c>Urls</c> is no address of this machine, or <c>PublicUrl</c> is none, or is wanted and not there.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (setting, url) in Named(configuration))
            if (Wrong(url) is { } why)
                throw new SettingException($"{setting} has \"{url}\": {why} Write e.g. http://localhost:5080, an address of this machine, or http://*:5080 for every interface.");
        if (configuration["PublicUrl"] is { Length: > 0 } address)
        {
            if (!IsPublic(address))
                throw new SettingException($"PublicUrl is \"{address}\". Write scheme, host and port only, e.g. https://gatehouse.example.com.");
        }
        else if (!ListenAddresses.AreLoopback(configuration) && string.IsNullOrEmpty(configuration["AllowedHosts"]))
        {
            throw new SettingException("PublicUrl is empty, and Urls is reachable from other machines. Say under which address people open Gatehouse: --PublicUrl=https://gatehouse.example.com");
        }
    }

    /// <summary>The address that people open; null: the one that they ask.</summary>
    public static Uri? PublicUrl(IConfiguration configuration) =>
        configuration["PublicUrl"] is { Length: > 0 } address && IsPublic(address) ? new Uri(address) : null;

    /// <summary>Every address that the settings name, with the setting.</summary>
    public static IEnumerable<(string Setting, string Url)> Named(IConfiguration configuration) =>
        (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => ("Urls", url))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? "")));

    /// <summary>Addresses of this machine's interfaces.</summary>
    public static IEnumerable<IPAddress> OwnAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address);

    /// <summary>The host of an address to listen on; null: it is none.</summary>
    public static string? HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            return null;
        }
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
        return IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) || OwnAddresses().Any(ip.Equals) ? null : $"{ip} is no address of this machine.";
    }

    private static bool IsPublic(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.AbsolutePath == "/" && uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length == 0;
}
