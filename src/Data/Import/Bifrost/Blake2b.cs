using System.Buffers.Binary;
using System.Numerics;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>BLAKE2b without a key (RFC 7693), in one go: what Argon2 is made of and .NET does not have.</summary>
internal static class Blake2b
{
    private const int BlockSize = 128;

    private static readonly ulong[] Initial =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    /// <summary>The order of the message words, round after round.</summary>
    private static readonly byte[] Order =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <param name="message">What is hashed.</param>
    /// <param name="length">Bytes of the hash, 1 to 64.</param>
    public static byte[] Hash(ReadOnlySpan<byte> message, int length)
    {
        var state = Initial.ToArray();
        state[0] ^= 0x01010000ul ^ (ulong)length;
        Span<byte> block = stackalloc byte[BlockSize];
        var at = 0;
        do
        {
            var taken = Math.Min(BlockSize, message.Length - at);
            block.Clear();
            message.Slice(at, taken).CopyTo(block);
            at += taken;
            Compress(state, block, (ulong)at, isLast: at == message.Length);
        }
        while (at < message.Length);
        Span<byte> hash = stackalloc byte[64];
        for (var word = 0; word < 8; word++)
            BinaryPrimitives.WriteUInt64LittleEndian(hash[(word * 8)..], state[word]);
        return hash[..length].ToArray();
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong counted, bool isLast)
    {
        Span<ulong> words = stackalloc ulong[16];
        for (var at = 0; at < 16; at++)
            words[at] = BinaryPrimitives.ReadUInt64LittleEndian(block[(at * 8)..]);
        Span<ulong> work = stackalloc ulong[16];
        state.CopyTo(work);
        Initial.CopyTo(work[8..]);
        work[12] ^= counted;
        if (isLast)
            work[14] = ~work[14];
        for (var round = 0; round < 12; round++)
        {
            var order = Order.AsSpan(round % 10 * 16, 16);
            Mix(work, 0, 4, 8, 12, words[order[0]], words[order[1]]);
            Mix(work, 1, 5, 9, 13, words[order[2]], words[order[3]]);
            Mix(work, 2, 6, 10, 14, words[order[4]], words[order[5]]);
            Mix(work, 3, 7, 11, 15, words[order[6]], words[order[7]]);
            Mix(work, 0, 5, 10, 15, words[order[8]], words[order[9]]);
            Mix(work, 1, 6, 11, 12, words[order[10]], words[order[11]]);
            Mix(work, 2, 7, 8, 13, words[order[12]], words[order[13]]);
            Mix(work, 3, 4, 9, 14, words[order[14]], words[order[15]]);
        }
        for (var at = 0; at < 8; at++)
            state[at] ^= work[at] ^ work[at + 8];
    }

    private static void Mix(Span<ulong> work, int a, int b, int c, int d, ulong one, ulong other)
    {
        work[a] += work[b] + one;
        work[d] = BitOperations.RotateRight(work[d] ^ work[a], 32);
        work[c] += work[d];
        work[b] = BitOperations.RotateRight(work[b] ^ work[c], 24);
        work[a] += work[b] + other;
        work[d] = BitOperations.RotateRight(work[d] ^ work[a], 16);
        work[c] += work[d];
        work[b] = BitOperations.RotateRight(work[b] ^ work[c], 63);
    }
}
