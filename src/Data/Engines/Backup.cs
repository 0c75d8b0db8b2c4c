
namespace Gatehouse.Data.Engines;

/// <summary>A copy of a database as it stands at one moment, while others read and write it.</summary>
public static class Backup
{
    /// <summary>Writes the copy to a file that only its owner can read. Whatever goes wrong, no half copy is left.</summary>
    /// <param name="db">A context on the database.</param>
    /// <param name="path">A file that does not exist.</param>
    /// <param name="cancellation">Takes the file away again.</param>
    public static async Task WriteAsync(DashboardDbContext db, string path, CancellationToken cancellation)
    {
        await using (Create(path))
        {
            // The engine fills an empty file: it is made first, so that nobody else can read it from the beginning.
        }
        try
        {
            await Engine.Of(db).CopyAsync(db, path, cancellation);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
