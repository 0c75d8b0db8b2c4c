namespace Gatehouse.Data.Kernel;

/// <summary>
/// A folder for files that may hold secrets and are needed for a while: what is being imported. Only this account can enter it. It goes when it is
/// disposed; the next start takes away what a killed process left.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private const string Prefix = "gatehouse-work-";
    private const string Alive = "alive";

    /// <summary>What earlier versions left in the temporary folder when they were killed.</summary>
    private static readonly string[] Earlier = ["gatehouse-import*", "gatehouse-upload-*", "gatehouse-bifrost-*", "gatehouse-rehearsal-*"];

    private static readonly Lazy<string> OfProcess = new(Make);
    private readonly DirectoryInfo folder = System.IO.Directory.CreateDirectory(System.IO.Path.Combine(OfProcess.Value, Ids.New("import")));

    public string Path => folder.FullName;

    /// <summary>A place in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    /// <summary>Takes away what processes that are not there any more left behind.</summary>
    public static void Sweep()
    {
        foreach (var left in System.IO.Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            Try(() =>
            {
                // A process that lives holds this file; its lock ends with it, however it ends.
                using (new FileStream(System.IO.Path.Combine(left, Alive), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    System.IO.Directory.Delete(left, recursive: true);
            });
        foreach (var left in Earlier.SelectMany(name => System.IO.Directory.EnumerateFileSystemEntries(System.IO.Path.GetTempPath(), name)))
            if (System.IO.File.GetLastWriteTimeUtc(left) < TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1))
                Try(() => Delete(left));
    }

    public void Dispose()
    {
        folder.Refresh();
        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    private static void Delete(string path)
    {
        if (System.IO.Directory.Exists(path))
            System.IO.Directory.Delete(path, recursive: true);
        else
            System.IO.File.Delete(path);
    }

    private static string Make()
    {
        var made = System.IO.Directory.CreateTempSubdirectory(Prefix).FullName;
        // Held until the process ends.
        var alive = new FileStream(System.IO.Path.Combine(made, Alive), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Try(() =>
        {
            alive.Dispose();
            System.IO.Directory.Delete(made, recursive: true);
        });
        return made;
    }

    /// <summary>Somebody else's folder, or one in use, stays.</summary>
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Left for the next start.
        }
    }
}
