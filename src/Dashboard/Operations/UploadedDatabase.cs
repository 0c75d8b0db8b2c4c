using Microsoft.AspNetCore.Components.Forms;

namespace Gatehouse.Dashboard.Operations;

/// <summary>A SQLite database somebody uploaded, with its log, in a folder that only this program can enter; gone when it is disposed.</summary>
internal sealed class UploadedDatabase : IDisposable
{
    /// <summary>Bytes that are taken, of all files: 16 GB.</summary>
    public const long Most = 16L << 30;

    private readonly WorkFolder folder = new();

    /// <summary>The database's file.</summary>
    public string Path => folder.File("config.db");

    /// <summary>What was chosen, sorted into the database and its log; null when that cannot be told.</summary>
    public static (IBrowserFile Database, IBrowserFile? Log)? Sort(IReadOnlyList<IBrowserFile> files)
    {
        var logs = files.Where(file => file.Name.EndsWith("-wal", StringComparison.OrdinalIgnoreCase)).ToArray();
        // The shared memory beside a log is made anew from it.
        var databases = files.Except(logs).Where(file => !file.Name.EndsWith("-shm", StringComparison.OrdinalIgnoreCase)).ToArray();
        return databases.Length == 1 && logs.Length <= 1 ? (databases[0], logs.FirstOrDefault()) : null;
    }

    /// <summary>Takes the files as they come, and tells how many bytes have.</summary>
    public async Task TakeAsync(IBrowserFile database, IBrowserFile? log, Func<long, Task> tell, CancellationToken cancellation)
    {
        var taken = await TakeAsync(database, Path, 0, tell, cancellation);
        if (log is not null)
            await TakeAsync(log, Path + "-wal", taken, tell, cancellation);
    }

    /// <summary>Whether the file says that rows may still be in a log beside it: the versions in its header (bytes 18 and 19) are 2.</summary>
    public bool IsLogged()
    {
        using var file = File.OpenRead(Path);
        Span<byte> header = stackalloc byte[20];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[18] == 2;
    }

    public void Dispose() => folder.Dispose();

    private static async Task<long> TakeAsync(IBrowserFile file, string path, long before, Func<long, Task> tell, CancellationToken cancellation)
    {
        const int Told = 1 << 20;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var to = new FileStream(path, options);
        await using var from = file.OpenReadStream(Most, cancellation);
        var buffer = new byte[1 << 16];
        var (taken, told) = (before, before);
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            taken += read;
            if (taken - told < Told)
                continue;
            told = taken;
            await tell(taken);
        }
        return taken;
    }
}
