using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Data.Secrets;

/// <summary>Protection at rest: authenticated encryption by ASP.NET Data Protection with the key ring of the installation.</summary>
public sealed class SecretProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("Gatehouse.Secrets.v1");

    /// <summary>Protection for something else than secrets: a text protected for one purpose is never taken for one of another.</summary>
    internal IDataProtector For(string purpose) => provider.CreateProtector(purpose);

    public byte[] Protect(string secret) => protector.Protect(Encoding.UTF8.GetBytes(secret));

    /// <exception cref="CryptographicException">The key ring is not the one it was protected with.</exception>
    public string Unprotect(byte[] secret) => Encoding.UTF8.GetString(protector.Unprotect(secret));

    /// <summary>The secret, null where none is stored; false: it was protected with another key ring.</summary>
    public bool TryUnprotect(byte[]? stored, out string? secret)
    {
        try
        {
            secret = stored is null ? null : Unprotect(stored);
            return true;
        }
        catch (CryptographicException)
        {
            secret = null;
            return false;
        }
    }
}
