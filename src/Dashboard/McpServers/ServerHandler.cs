using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;

namespace Gatehouse.Dashboard.McpServers;

/// <summary>
/// The way to one MCP server: with its TLS settings and static headers, to its own origin only, without redirects or cookies. Remembers how the
/// latest request ended, since what the SDK throws does not always say.
/// </summary>
internal sealed class ServerHandler : DelegatingHandler
{
    /// <summary>Bytes of one answer; an event stream is one answer.</summary>
    public const int Limit = 16 * 1024 * 1024;

    private readonly Uri server;
    private readonly IReadOnlyDictionary<string, string> headers;

    public ServerHandler(Connection connection, GuardedHandlers handlers)
    {
        server = new Uri(connection.Settings.Address);
        headers = connection.Headers;
        InnerHandler = handlers.Make(Tls(connection.Settings));
    }

    /// <summary>Status of the latest answer; null: the latest request had none.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>How the latest answer wants to see a credential.</summary>
    public string? Scheme { get; private set; }

    /// <summary>Where it sent the latest request, or wanted one sent: origin and path, never the query.</summary>
    public string? Elsewhere { get; private set; }

    /// <summary>Why nothing was sent to where the latest request went; null: it was sent.</summary>
    public OutgoingRefusal? Refusal { get; private set; }

    /// <summary>An answer was longer than <see cref="Limit"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What was wrong with the certificate.</summary>
    public SslPolicyErrors Certificate { get; private set; }

    /// <summary>Why its chain is not trusted.</summary>
    public X509ChainStatusFlags Chain { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (Status, Scheme, Elsewhere) = (null, null, null);
        if (request.RequestUri is not { } to || to.GetLeftPart(UriPartial.Authority) != server.GetLeftPart(UriPartial.Authority))
        {
            Elsewhere = request.RequestUri?.GetLeftPart(UriPartial.Path);
            throw new HttpRequestException("The server names an address of another origin.");
        }
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        var response = await SendGuardedAsync(request, cancellationToken);
        Status = response.StatusCode;
        Scheme = response.Headers.WwwAuthenticate.FirstOrDefault()?.Scheme;
        if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            Elsewhere = new Uri(server, location).GetLeftPart(UriPartial.Path);
        response.Content = new BoundedContent(response.Content, Limit, () => IsTooLong = true);
        return response;
    }

    private async Task<HttpResponseMessage> SendGuardedAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await base.SendAsync(request, cancellation);
        }
        catch (HttpRequestException error) when (error.InnerException is OutgoingRefusedException refused)
        {
            Refusal = refused.Refusal;
            throw;
        }
    }

    private SslClientAuthenticationOptions Tls(McpClientSettings settings)
    {
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                Certificate = errors;
                Chain = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
                return errors == SslPolicyErrors.None || settings.InsecureSkipVerify;
            },
        };
        if (settings.CaCertPem is { } pem && !settings.InsecureSkipVerify)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(CertificatePem.Load(pem));
        }
        return options;
    }
}
