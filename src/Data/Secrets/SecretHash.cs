using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Data.Secrets;

/// <summary>Secrets of 256 random bits, of which only a hash is kept: nothing slower than SHA-256 is needed against guessing.</summary>
public static class SecretHash
{
    public static byte[] Of(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>A new secret, base64url without padding (RFC 4648, section 5), behind what tells its kind.</summary>
    public static string NewSecret(string mark = "") => mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
