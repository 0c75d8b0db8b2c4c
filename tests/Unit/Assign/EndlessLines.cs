using System.Text;

namespace Gatehouse.Tests.Unit.Assign;

/// <summary>A file of many equal lines that is made while it is read.</summary>
internal sealed class EndlessLines(string header, string line, int count) : Stream
{
    private byte[] rest = Encoding.UTF8.GetBytes(header);
    private readonly byte[] each = Encoding.UTF8.GetBytes(line);
    private int made;

    public int LargestRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        LargestRead = Math.Max(LargestRead, buffer.Length);
        var written = 0;
        while (written < buffer.Length)
        {
            if (rest.Length == 0)
            {
                if (made == count)
                    break;
                made++;
                rest = each;
            }
            var part = Math.Min(rest.Length, buffer.Length - written);
            rest.AsSpan(0, part).CopyTo(buffer[written..]);
            rest = rest[part..];
            written += part;
        }
        return written;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
