using System.Runtime.InteropServices;

namespace Gatehouse.Dashboard.Operations;

/// <summary>What the program writes is for its own account: files 0600, folders 0700, whatever made them.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode File0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>From now on nothing that this process makes can be read by others.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask(Convert.ToUInt32("077", 8));
    }

    /// <summary>Takes the rights of others away from files of ours that an earlier version made.</summary>
    /// <returns>The files that others could read until now.</returns>
    public static IReadOnlyList<string> Tighten(IEnumerable<string> files)
    {
        var wide = new List<string>();
        if (OperatingSystem.IsWindows())
            return wide;
        foreach (var file in files.Where(File.Exists))
        {
            try
            {
                if ((File.GetUnixFileMode(file) & Others) == 0)
                    continue;
                File.SetUnixFileMode(file, File0600);
            }
            catch (Exception error) when (error is UnauthorizedAccessException or IOException)
            {
                // Another account's file: it is named all the same.
            }
            wide.Add(file);
        }
        return wide;
    }

    // The framework has no word for it.
    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
