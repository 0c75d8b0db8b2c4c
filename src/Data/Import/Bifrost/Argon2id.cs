using System.Buffers.Binary;
using System.Numerics;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// Argon2id, version 0x13 (RFC 9106), which .NET does not have. Only to open what Bifrost closed: nothing of ours is kept under it.
/// The names are those of the RFC: a memory of lanes, each of four slices, filled pass by pass.
/// </summary>
internal sealed class Argon2id
{
    private const int Words = 128;
    private const int Slices = 4;
    private readonly int passes;
    private readonly int lanes;
    private readonly int laneLength;
    private readonly int segmentLength;
    private readonly ulong[] memory;

    private Argon2id(int passes, int kibibytes, int lanes)
    {
        (this.passes, this.lanes) = (passes, lanes);
        segmentLength = kibibytes / (Slices * lanes);
        laneLength = segmentLength * Slices;
        memory = new ulong[(long)laneLength * lanes * Words];
    }

    /// <param name="password">What the key is made of.</param>
    /// <param name="salt">Salt.</param>
    /// <param name="passes">Passes over the memory (t).</param>
    /// <param name="kibibytes">Size of the memory (m), at least eight times the lanes.</param>
    /// <param name="lanes">Parallelism (p).</param>
    /// <param name="length">Bytes of the key.</param>
    /// <param name="secret">Secret value (K); Bifrost has none.</param>
    /// <param name="associated">Associated data (X); Bifrost has none.</param>
    public static byte[] Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, int kibibytes, int lanes, int length,
        ReadOnlySpan<byte> secret = default, ReadOnlySpan<byte> associated = default)
    {
        var argon = new Argon2id(passes, kibibytes, lanes);
        argon.Begin(Blake2b.Hash(
            [
                .. Number(lanes), .. Number(length), .. Number(kibibytes), .. Number(passes), .. Number(0x13), .. Number(2),
                .. Number(password.Length), .. password, .. Number(salt.Length), .. salt,
                .. Number(secret.Length), .. secret, .. Number(associated.Length), .. associated,
            ], 64));
        for (var pass = 0; pass < passes; pass++)
            for (var slice = 0; slice < Slices; slice++)
                for (var lane = 0; lane < lanes; lane++)
                    argon.FillSegment(pass, slice, lane);
        return argon.End(length);
    }

    private void Begin(byte[] seed)
    {
        for (var lane = 0; lane < lanes; lane++)
            for (var column = 0; column < 2; column++)
            {
                var bytes = LongHash([.. seed, .. Number(column), .. Number(lane)], Words * 8);
                var block = Block(lane, column);
                for (var word = 0; word < Words; word++)
                    block[word] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(word * 8));
            }
    }

    private byte[] End(int length)
    {
        Span<ulong> last = stackalloc ulong[Words];
        last.Clear();
        for (var lane = 0; lane < lanes; lane++)
        {
            var block = Block(lane, laneLength - 1);
            for (var word = 0; word < Words; word++)
                last[word] ^= block[word];
        }
        var bytes = new byte[Words * 8];
        for (var word = 0; word < Words; word++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(word * 8), last[word]);
        return LongHash(bytes, length);
    }

    private void FillSegment(int pass, int slice, int lane)
    {
        var isIndependent = pass == 0 && slice < Slices / 2;
        Span<ulong> input = stackalloc ulong[Words];
        Span<ulong> addresses = stackalloc ulong[Words];
        Span<ulong> zero = stackalloc ulong[Words];
        input.Clear();
        zero.Clear();
        ReadOnlySpan<ulong> about = [(ulong)pass, (ulong)lane, (ulong)slice, (ulong)(laneLength * lanes), (ulong)passes, 2];
        about.CopyTo(input);
        for (var index = 0; index < segmentLength; index++)
        {
            if (isIndependent && index % Words == 0)
            {
                input[6]++;
                Compress(zero, input, addresses, isAdded: false);
                Compress(zero, addresses, addresses, isAdded: false);
            }
            if (pass == 0 && slice == 0 && index < 2)
                continue;
            var column = (slice * segmentLength) + index;
            var before = Block(lane, (column == 0 ? laneLength : column) - 1);
            var pseudo = isIndependent ? addresses[index % Words] : before[0];
            Compress(before, Reference(pass, slice, lane, index, pseudo), Block(lane, column), isAdded: pass > 0);
        }
    }

    /// <summary>The block that a pseudo-random number points to, among those that are finished (RFC 9106, section 3.4).</summary>
    private Span<ulong> Reference(int pass, int slice, int lane, int index, ulong pseudo)
    {
        var from = pass == 0 && slice == 0 ? lane : (int)((pseudo >> 32) % (ulong)lanes);
        var finished = pass == 0 ? slice * segmentLength : laneLength - segmentLength;
        var among = (ulong)(from == lane ? finished + index - 1 : finished - (index == 0 ? 1 : 0));
        var low = pseudo & uint.MaxValue;
        var back = (among * ((low * low) >> 32)) >> 32;
        var start = pass == 0 || slice == Slices - 1 ? 0 : (slice + 1) * segmentLength;
        return Block(from, (int)(((ulong)start + among - 1 - back) % (ulong)laneLength));
    }

    private Span<ulong> Block(int lane, int column) => memory.AsSpan(((lane * laneLength) + column) * Words, Words);

    /// <summary>The compression function G; the result goes to <paramref name="into"/>, which may be one of the two.</summary>
    private static void Compress(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other, Span<ulong> into, bool isAdded)
    {
        Span<ulong> mixed = stackalloc ulong[Words];
        Span<ulong> kept = stackalloc ulong[Words];
        for (var word = 0; word < Words; word++)
        {
            mixed[word] = one[word] ^ other[word];
            kept[word] = isAdded ? mixed[word] ^ into[word] : mixed[word];
        }
        for (var row = 0; row < Words; row += 16)
            Permute(mixed, row, 2, 1);
        for (var column = 0; column < 16; column += 2)
            Permute(mixed, column, 16, 1);
        for (var word = 0; word < Words; word++)
            into[word] = kept[word] ^ mixed[word];
    }

    /// <summary>The permutation P over eight pairs of words that lie <paramref name="step"/> apart.</summary>
    private static void Permute(Span<ulong> block, int start, int step, int next)
    {
        Span<int> at = stackalloc int[16];
        for (var pair = 0; pair < 8; pair++)
            (at[pair * 2], at[(pair * 2) + 1]) = (start + (pair * step), start + (pair * step) + next);
        for (var column = 0; column < 4; column++)
            Mix(ref block[at[column]], ref block[at[column + 4]], ref block[at[column + 8]], ref block[at[column + 12]]);
        for (var diagonal = 0; diagonal < 4; diagonal++)
            Mix(ref block[at[diagonal]], ref block[at[4 + ((diagonal + 1) % 4)]], ref block[at[8 + ((diagonal + 2) % 4)]], ref block[at[12 + ((diagonal + 3) % 4)]]);
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    private static ulong Add(ulong one, ulong other) => one + other + (2 * (one & uint.MaxValue) * (other & uint.MaxValue));

    /// <summary>The hash of variable length H' (RFC 9106, section 3.3).</summary>
    private static byte[] LongHash(ReadOnlySpan<byte> message, int length)
    {
        byte[] first = [.. Number(length), .. message];
        if (length <= 64)
            return Blake2b.Hash(first, length);
        var result = new byte[length];
        var hash = Blake2b.Hash(first, 64);
        var at = 0;
        for (; length - at > 64; at += 32)
        {
            hash.AsSpan(0, 32).CopyTo(result.AsSpan(at));
            hash = Blake2b.Hash(hash, length - at - 32 > 64 ? 64 : length - at - 32);
        }
        hash.CopyTo(result.AsSpan(at));
        return result;
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
