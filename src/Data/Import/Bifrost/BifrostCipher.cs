using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// Opens what Bifrost encrypted: AES-256-GCM, base64 of nonce, ciphertext and tag, under a key that Argon2id makes of the passphrase.
/// Its versions salted differently; the tag tells which one it was.
/// </summary>
internal sealed class BifrostCipher : IDisposable
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;

    /// <summary>Salt of the passphrase, salt of old, then both behind a byte that names the version of the salt.</summary>
    private readonly List<(Lazy<AesGcm> Key, int Skipped)> forms;
    private readonly Lazy<AesGcm>[] keys;

    public BifrostCipher(string passphrase)
    {
        var current = new Lazy<AesGcm>(() => Key(passphrase, SHA256.HashData(Encoding.UTF8.GetBytes($"bifrost-salt-v2:{passphrase}")).AsSpan(0, 16)));
        var old = new Lazy<AesGcm>(() => Key(passphrase, "bifrost-encryption-v1-salt-2024"u8));
        keys = [current, old];
        forms = [(current, 0), (old, 0), (current, 1), (old, 1)];
    }

    /// <summary>The value in the clear; null when it is not one of this passphrase.</summary>
    public string? Open(string stored)
    {
        var bytes = new byte[stored.Length];
        if (!Convert.TryFromBase64String(stored, bytes, out var length))
            return null;
        for (var at = 0; at < forms.Count; at++)
        {
            var form = forms[at];
            if (Open(bytes.AsSpan(0, length), form.Key, form.Skipped) is not { } clear)
                continue;
            forms.RemoveAt(at);
            forms.Insert(0, form);
            return clear;
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var key in keys.Where(key => key.IsValueCreated))
            key.Value.Dispose();
    }

    private static string? Open(ReadOnlySpan<byte> bytes, Lazy<AesGcm> key, int skipped)
    {
        if (bytes.Length < skipped + NonceSize + TagSize || (skipped == 1 && bytes[0] > 1))
            return null;
        bytes = bytes[skipped..];
        var clear = new byte[bytes.Length - NonceSize - TagSize];
        try
        {
            key.Value.Decrypt(bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..], clear);
            return Encoding.UTF8.GetString(clear);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    private static AesGcm Key(string passphrase, ReadOnlySpan<byte> salt)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(passphrase)) { Salt = salt.ToArray(), Iterations = 1, MemorySize = 65536, DegreeOfParallelism = 4 };
        var key = argon.GetBytes(KeySize);
        try
        {
            return new AesGcm(key, TagSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
