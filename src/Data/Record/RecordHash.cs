using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Data.Record;

/// <summary>
/// SHA-256, or with a key HMAC-SHA-256, over values of the record in the order in which they are added. Each value is told apart from the
/// next, so that two records never read the same.
/// </summary>
internal sealed class RecordHash(byte[]? key = null) : IDisposable
{
    private readonly IncrementalHash hash = key is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    // A change has tens of thousands of values: they are hashed by the page.
    private readonly byte[] page = new byte[4096];
    private int filled;

    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    /// <summary>Null is another value than an empty text.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            Add(-1);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(value);
        Add(bytes);
        if (bytes <= page.Length)
            Encoding.UTF8.GetBytes(value, Room(bytes));
        else
        {
            Flush();
            hash.AppendData(Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>64 hexadecimal digits; the next is begun anew.</summary>
    public string End()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private Span<byte> Room(int bytes)
    {
        if (filled + bytes > page.Length)
            Flush();
        filled += bytes;
        return page.AsSpan(filled - bytes, bytes);
    }

    private void Flush()
    {
        hash.AppendData(page, 0, filled);
        filled = 0;
    }
}
