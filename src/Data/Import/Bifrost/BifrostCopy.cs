namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// A copy of a SQLite file with its log, in a folder that only its owner can enter, gone when it is disposed. A reader of a database in
/// WAL mode writes beside it; so the file itself is never opened as a database, only copied.
/// </summary>
internal sealed class BifrostCopy : IDisposable
{
    private const int Tries = 3;
    private static readonly string[] Parts = ["", "-wal", "-journal"];
    private readonly WorkFolder folder = new();

    private BifrostCopy() { }

    public string Path => folder.File("config.db");

    /// <param name="given">The file, or a link to it: its log lies beside the file that the link leads to.</param>
    /// <param name="cancellation">Between files.</param>
    /// <exception cref="IOException">It is not there, cannot be read, or is written to all the time.</exception>
    public static async Task<BifrostCopy> MakeAsync(string given, CancellationToken cancellation)
    {
        var path = File.ResolveLinkTarget(given, returnFinalTarget: true)?.FullName ?? given;
        var copy = new BifrostCopy();
        try
        {
            for (var tried = 0; tried < Tries; tried++)
            {
                var before = Stamp(path);
                foreach (var part in Parts)
                    await copy.TakeAsync(path, part, cancellation);
                if (before == Stamp(path))
                    return copy;
            }
            throw new IOException($"{path} is written to while it is read. Stop Bifrost, or make a backup of the file, and read that.");
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task TakeAsync(string path, string part, CancellationToken cancellation)
    {
        File.Delete(Path + part);
        if (part.Length > 0 && !File.Exists(path + part))
            return;
        await using var from = new FileStream(path + part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20, useAsync: true);
        await using var to = new FileStream(Path + part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20, useAsync: true);
        await from.CopyToAsync(to, cancellation);
    }

    /// <summary>Lengths and times of the files: another stamp means that somebody wrote meanwhile.</summary>
    private static string Stamp(string path) =>
        string.Join('|', Parts.Select(part => new FileInfo(path + part)).Select(file => file.Exists ? FormattableString.Invariant($"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "-"));
}
