using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>How a version of Bifrost salts.</summary>
public enum Salt
{
    OfThePassphrase,
    OfOld,
    OldBehindItsVersion,
    OfThePassphraseBehindItsVersion,
}

/// <summary>Closes values as Bifrost does.</summary>
internal sealed class BifrostBox(Salt salt)
{
    public const string Passphrase = "correct horse battery staple";
    private static readonly Dictionary<Salt, BifrostBox> Known = Enum.GetValues<Salt>().ToDictionary(salt => salt, salt => new BifrostBox(salt));
    private readonly Lazy<byte[]> key = new(() =>
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(Passphrase)) { Salt = Bytes(salt), Iterations = 1, MemorySize = 65536, DegreeOfParallelism = 4 };
        return argon.GetBytes(32);
    });

    public static BifrostBox Of(Salt salt) => Known[salt];

    public string Close(string value)
    {
        using var aes = new AesGcm(key.Value, 16);
        var clear = Encoding.UTF8.GetBytes(value);
        var (nonce, closed, tag) = (RandomNumberGenerator.GetBytes(12), new byte[clear.Length], new byte[16]);
        aes.Encrypt(nonce, clear, closed, tag);
        byte[] version = salt switch { Salt.OldBehindItsVersion => [0], Salt.OfThePassphraseBehindItsVersion => [1], _ => [] };
        return Convert.ToBase64String([.. version, .. nonce, .. closed, .. tag]);
    }

    private static byte[] Bytes(Salt salt) => salt is Salt.OfOld or Salt.OldBehindItsVersion
        ? Encoding.UTF8.GetBytes("bifrost-encryption-v1-salt-2024")
        : SHA256.HashData(Encoding.UTF8.GetBytes("bifrost-salt-v2:" + Passphrase))[..16];
}
