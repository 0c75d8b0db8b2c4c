using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Data.Policy;

/// <summary>Certificates of authorities as PEM text.</summary>
public static class CertificatePem
{
    public const int Limit = 16_384;

    /// <summary>What the text holds, in words; or null with <paramref name="error"/> saying what is wrong with it.</summary>
    public static IReadOnlyList<CertificateFacts>? Read(string pem, out string? error)
    {
        error = pem.Length > Limit ? "That is more than 16 KB. Paste the certificate of the authority only."
            : pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? "That holds a private key, which has no business here. Paste the certificate only."
            : null;
        if (error is not null)
            return null;
        try
        {
            var certificates = Load(pem);
            if (certificates.Count > 0)
                return [.. certificates.Select(Facts)];
            error = "That is no PEM certificate. It starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.";
        }
        catch (CryptographicException)
        {
            error = "That looks like PEM but does not hold a certificate that can be read. Copy it whole, with its first and last line.";
        }
        return null;
    }

    /// <exception cref="CryptographicException">A block holds no certificate.</exception>
    public static X509Certificate2Collection Load(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }

    private static CertificateFacts Facts(X509Certificate2 certificate)
    {
        using (certificate)
            return new(certificate.Subject, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
    }
}

/// <summary>A certificate as people recognise it.</summary>
public sealed record CertificateFacts(string Subject, DateTimeOffset From, DateTimeOffset Until);
