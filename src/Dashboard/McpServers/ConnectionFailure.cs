using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Data.Policy;

namespace Gatehouse.Dashboard.McpServers;

/// <summary>Says why a connection failed. Made of what we know, never of text that came from the server: it might repeat what it was sent.</summary>
internal static class ConnectionFailure
{
    public static ConnectionOutcome Of(Exception error, ServerHandler handler, McpClientSettings settings, TimeSpan took)
    {
        if (handler.Refusal is { } refusal)
            return new ConnectionOutcome.NotTried($"{refusal.Message} Nothing was sent.");
        var server = new Uri(settings.Address);
        if (handler.Elsewhere is { } elsewhere)
            return Failed(ConnectionProblem.Redirect,
                $"It sends callers on to {elsewhere}. That is not followed, so that static headers go nowhere but here. If that is the server, make it the connection string.");
        if (handler.IsTooLong)
            return Failed(ConnectionProblem.NotMcp, "It answered with more than 16 MB, which was not read to its end. Check the path.");
        if (handler.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && settings.AuthType is not (AuthType.None or AuthType.Headers))
            return new ConnectionOutcome.AsksForCredential((int)handler.Status, handler.Scheme, took);
        if (handler.Status is { } status && (int)status >= 300)
            return Failed(ConnectionProblem.Status, Words(status, handler.Scheme, settings));
        if (handler.Status is not null)
            return Failed(ConnectionProblem.NotMcp, $"Something answers at {server.GetLeftPart(UriPartial.Path)}, but it does not speak MCP over {Transport(settings)}. Check the path and the connection type.");
        var chain = Chain(error).ToArray();
        if (handler.Certificate != SslPolicyErrors.None && !settings.InsecureSkipVerify)
            return Failed(ConnectionProblem.Tls, Certificate(handler, server, settings));
        if (chain.OfType<AuthenticationException>().Any() || chain.OfType<HttpRequestException>().Any(http => http.HttpRequestError == HttpRequestError.SecureConnectionError))
            return Failed(ConnectionProblem.Tls, $"No TLS connection could be made with {server.Authority}. Does it speak https on this port?");
        if (chain.OfType<HttpRequestException>().Any(http => http.HttpRequestError == HttpRequestError.NameResolutionError)
            || chain.OfType<SocketException>().Any(socket => socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData))
            return Failed(ConnectionProblem.Name, $"The host name {server.Host} is not known here. Check its spelling, and that this machine can resolve it.");
        if (chain.OfType<SocketException>().FirstOrDefault() is { } refused)
            return Failed(ConnectionProblem.Unreachable, refused.SocketErrorCode == SocketError.ConnectionRefused
                ? $"Nothing listens at {server.Host}, port {server.Port}. Is the server running?"
                : $"No connection to {server.Host}, port {server.Port}, could be made from this machine.");
        return Failed(ConnectionProblem.NotMcp, $"The connection to {server.Authority} broke off before an answer. Is that an HTTP server, and {server.Scheme} right?");
    }

    private static string Words(HttpStatusCode status, string? scheme, McpClientSettings settings)
    {
        var code = (int)status;
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => settings.AuthType == AuthType.Headers
                ? $"It refuses the static headers (HTTP {code}). Check their names, and set their values again."
                : $"It asks for a credential (HTTP {code}{(scheme is null ? "" : $", {scheme}")}), and its auth type sends none. Choose another one in the settings.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
                $"There is no MCP endpoint for {Transport(settings)} at this path (HTTP {code}). Check the path and the connection type.",
            HttpStatusCode.TooManyRequests => "It asks callers to wait (HTTP 429). Try again later.",
            _ when code >= 500 => $"It failed by itself (HTTP {code}). Its own log says why.",
            _ => $"It refuses the request (HTTP {code}). Check the path and the connection type.",
        };
    }

    private static string Certificate(ServerHandler handler, Uri server, McpClientSettings settings) =>
        handler.Certificate.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? $"{server.Authority} shows no certificate."
        : handler.Certificate.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"The certificate that {server.Authority} shows is for another name than {server.Host}."
        : handler.Chain.HasFlag(X509ChainStatusFlags.NotTimeValid) ? $"The certificate that {server.Authority} shows is not valid today: it has expired, or its time has not come."
        : settings.CaCertPem is null
            ? $"The certificate that {server.Authority} shows is not signed by an authority this machine trusts. Give the certificate of its authority in the settings."
            : $"The certificate that {server.Authority} shows is not signed by the authority given in the settings.";

    private static string Transport(McpClientSettings settings) => settings.ConnectionType == ConnectionType.Sse ? "server-sent events" : "streamable HTTP";

    private static ConnectionOutcome.Failed Failed(ConnectionProblem problem, string message) => new(problem, message);

    private static IEnumerable<Exception> Chain(Exception error)
    {
        yield return error;
        foreach (var inner in error is AggregateException many ? many.InnerExceptions : error.InnerException is { } one ? [one] : Enumerable.Empty<Exception>())
            foreach (var deeper in Chain(inner))
                yield return deeper;
    }
}
