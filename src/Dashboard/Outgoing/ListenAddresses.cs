using System.Net;

namespace Gatehouse.Dashboard.Outgoing;

/// <summary>Whether this program is there for this machine only.</summary>
public static class ListenAddresses
{
    public static bool AreLoopback(IConfiguration configuration)
    {
        var urls = (configuration["Urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""));
        return urls.All(IsLoopback) && (configuration["Urls"] is not null || (configuration["HTTP_PORTS"] ?? configuration["HTTPS_PORTS"]) is null);
    }

    private static bool IsLoopback(string url) =>
        BindingAddress.Parse(url).Host is var host && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
