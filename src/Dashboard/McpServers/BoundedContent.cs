using System.Net;

namespace Gatehouse.Dashboard.McpServers;

/// <summary>An answer that is read up to a limit only: a server must not be able to fill our memory.</summary>
internal sealed class BoundedContent : HttpContent
{
    private readonly HttpContent content;
    private readonly long limit;
    private readonly Action onExceeded;

    /// <param name="content">The answer; disposed of with this.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="onExceeded">Told before reading fails.</param>
    public BoundedContent(HttpContent content, long limit, Action onExceeded)
    {
        (this.content, this.limit, this.onExceeded) = (content, limit, onExceeded);
        foreach (var header in content.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new Bounded(await content.ReadAsStreamAsync(), limit, onExceeded);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new Bounded(await content.ReadAsStreamAsync(cancellationToken), limit, onExceeded);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var bounded = await CreateContentReadStreamAsync();
        await bounded.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Bounded(Stream stream, long left, Action onExceeded) : Stream
    {
        private long left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Counted(stream.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await stream.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }

        private int Counted(int read)
        {
            left -= read;
            if (left >= 0)
                return read;
            onExceeded();
            throw new IOException("The answer is too long.");
        }
    }
}
