using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Data.Secrets;

namespace Gatehouse.Data.Record;

/// <summary>
/// The key of the chain and where it begins, as it stands protected in the database. The key is derived from nothing: it is 256 random bits that
/// the key ring protects. Data Protection makes a new key every 90 days and keeps the old ones to read with, so the protected text stays readable
/// for as long as the stored secrets are.
/// </summary>
/// <param name="Key">256 random bits, base64.</param>
/// <param name="First">The first entry under this key.</param>
/// <param name="Began">The event that says that the chain began here, or went on with a new key.</param>
internal sealed record RecordStart(string Key, long First, long Began)
{
    /// <summary>The purpose keeps any other text that the ring protects from passing for a key.</summary>
    private const string Purpose = "Gatehouse.Record.v1";

    public byte[] Bytes => Convert.FromBase64String(Key);

    public static RecordStart New(long first, long began) => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), first, began);

    public byte[] Protect(SecretProtector protector) => protector.For(Purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(this, DataJson.Options));

    /// <summary>Null: another key ring protected it, or it was altered.</summary>
    public static RecordStart? Unprotect(byte[] text, SecretProtector protector)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordStart>(protector.For(Purpose).Unprotect(text), DataJson.Options);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
