using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>Where https is served, the plain port leads to it.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-tls-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_request_to_the_plain_port_is_sent_to_the_one_with_tls_and_health_answers_on_both()
    {
        var certificate = Path.Combine(folder.FullName, "own.pfx");
        await File.WriteAllBytesAsync(certificate, Own(), TestContext.Current.CancellationToken);
        var (plain, safe) = (StartedProgram.FreePort(), StartedProgram.FreePort());
        await using var program = new StartedProgram(
            folder.FullName, Path.Combine(folder.FullName, "gatehouse.db"), $"--Urls=http://127.0.0.1:{plain};https://127.0.0.1:{safe}", $"--Kestrel:Certificates:Default:Path={certificate}");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        Assert.True(await program.AnswersAsync(new Uri($"http://127.0.0.1:{plain}/health/ready")), string.Join('\n', program.Lines));

        using var sent = await http.GetAsync(new Uri($"http://127.0.0.1:{plain}/sign-in"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, $"https://127.0.0.1:{safe}/sign-in"), (sent.StatusCode, sent.Headers.Location?.OriginalString));
        using var page = await http.GetAsync(new Uri($"https://127.0.0.1:{safe}/sign-in"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static byte[] Own()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return own.Export(X509ContentType.Pfx);
    }
}
