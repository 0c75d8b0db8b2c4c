using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Dashboard.Operations;

/// <summary>
/// A temporary file that has no name any more once it is open (where the system can do that): when the process is killed, nothing of it stays. Written
/// once, then read as often as one likes.
/// </summary>
internal sealed class UnnamedFile : IAsyncDisposable
{
    private readonly FileStream file;

    public UnnamedFile(string prefix)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(Path.Combine(Path.GetTempPath(), Ids.New(prefix)), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
    }

    /// <summary>Where it is written.</summary>
    public Stream Writer => file;

    /// <summary>All of it, from the beginning, whatever else reads it.</summary>
    public Stream OpenRead() => new BufferedStream(new View(file.SafeFileHandle), 65_536);

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private sealed class View(SafeFileHandle handle) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => RandomAccess.GetLength(handle);

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(handle, buffer, Position);
            Position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await RandomAccess.ReadAsync(handle, buffer, Position, cancellationToken);
            Position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
