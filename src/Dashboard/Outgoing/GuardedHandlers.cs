using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Gatehouse.Dashboard.Outgoing;

/// <summary>
/// The one way out: handlers for requests to addresses that somebody typed or that another server named. The address is looked at when the
/// connection is made, behind the name server, so that neither another spelling nor a name that changes its answer leads round the rules.
/// </summary>
public sealed class GuardedHandlers(OutgoingRules rules)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private const int HeaderKilobytes = 64;

    /// <summary>No redirects, cookies or proxies: nothing leads a request elsewhere than it was sent.</summary>
    public SocketsHttpHandler Make(SslClientAuthenticationOptions tls) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = HeaderKilobytes,
        SslOptions = tls,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Of a name; an address is its own, "no address at all" too, which a name server would not take.</summary>
    internal static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellation);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var to = context.InitialRequestMessage.RequestUri!;
        var refused = (OutgoingRefusal?)null;
        var allowed = new List<IPAddress>();
        foreach (var address in await AddressesAsync(context.DnsEndPoint.Host, cancellation))
            if (rules.Refuse(to, address) is { } why)
                refused ??= why;
            else
                allowed.Add(address);
        if (allowed.Count == 0)
            throw refused is null ? new SocketException((int)SocketError.HostNotFound) : new OutgoingRefusedException(refused);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. allowed], context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
