namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>A stream that is read once and leaves a copy of what was read, as long as that is not too long.</summary>
internal sealed class CopiedStream(Stream read, int most) : Stream
{
    private readonly MemoryStream copy = new();
    private bool isTooLong;

    /// <summary>Everything that was read; null: it was more than the copy may hold.</summary>
    public byte[]? Copy => isTooLong ? null : copy.ToArray();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await read.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = read.Read(buffer, offset, count);
        Keep(buffer.AsSpan(offset, got));
        return got;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            copy.Dispose();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> more)
    {
        if (isTooLong || copy.Length + more.Length > most)
        {
            isTooLong = true;
            copy.SetLength(0);
            return;
        }
        copy.Write(more);
    }
}
