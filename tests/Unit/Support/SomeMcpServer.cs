using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace Gatehouse.Tests.Support;

/// <summary>A real MCP server on a port of its own, that lists tools two a page and remembers what it was asked with.</summary>
public sealed class SomeMcpServer : IAsyncDisposable
{
    private const int PageSize = 2;
    private readonly WebApplication app;

    private SomeMcpServer(WebApplication app) => this.app = app;

    /// <summary>Where it speaks streamable HTTP.</summary>
    public string Address => $"{Origin}/mcp";

    public string Origin => app.Urls.Single();

    /// <summary>The headers of each request that came in.</summary>
    public ConcurrentQueue<IHeaderDictionary> Asked { get; } = [];

    /// <param name="tools">Names of its tools.</param>
    /// <param name="before">Answers instead of it when it gives true.</param>
    /// <param name="certificate">Speaks TLS with it.</param>
    /// <param name="sessions">An older one: it keeps sessions, and speaks server-sent events at <c>/mcp/sse</c> too.</param>
    public static async Task<SomeMcpServer> StartAsync(
        IReadOnlyList<string>? tools = null, Func<HttpContext, Task<bool>>? before = null, X509Certificate2? certificate = null, bool sessions = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddMcpServer(options => options.ServerInfo = new Implementation { Name = "acme-tools", Version = "1.2.3" })
#pragma warning disable MCP9004 // the older transport is what is tested
            .WithHttpTransport(options => (options.Stateless, options.EnableLegacySse) = (!sessions, sessions))
#pragma warning restore MCP9004
            .WithListToolsHandler((request, _) => ValueTask.FromResult(Page(tools ?? ["read", "search", "write"], request.Params?.Cursor)));
        var app = builder.Build();
        var server = new SomeMcpServer(app);
        app.Use(async (context, next) =>
        {
            server.Asked.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            if (before is null || !await before(context))
                await next(context);
        });
        app.MapMcp("/mcp");
        await app.StartAsync();
        return server;
    }

    /// <summary>A certificate for localhost and 127.0.0.1 that nobody signed but itself.</summary>
    public static X509Certificate2 SelfSigned(string name = "localhost", DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-9), until ?? TimeProvider.System.GetUtcNow().AddDays(9));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        // Streams that a client left open must not hold up the end of a test.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped all the same.
        }
        await app.DisposeAsync();
    }

    private static ListToolsResult Page(IReadOnlyList<string> tools, string? cursor)
    {
        var at = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        return new()
        {
            Tools = [.. tools.Skip(at).Take(PageSize).Select(name => new Tool { Name = name, Description = $"What {name} does." })],
            NextCursor = at + PageSize < tools.Count ? (at + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }
}
