namespace Gatehouse.Dashboard.Operations;

/// <summary>How this program is called, so that somebody can type what a page tells them: published or built, by its own name or through dotnet.</summary>
public static class ProgramCall
{
    /// <summary>"/opt/gatehouse/Gatehouse.Dashboard sample demo".</summary>
    public static string Of(string arguments) => Of(Environment.ProcessPath, AppContext.BaseDirectory, arguments);

    /// <param name="process">The file that runs; null: nobody knows.</param>
    /// <param name="folder">Where the program's files are.</param>
    /// <param name="arguments">What stands behind its name.</param>
    public static string Of(string? process, string folder, string arguments)
    {
        var name = typeof(ProgramCall).Assembly.GetName().Name!;
        return process is not null && (Path.GetFileName(process) == name || Path.GetFileName(process) == $"{name}.exe")
            ? $"{Quoted(process)} {arguments}"
            : $"dotnet {Quoted(Path.Combine(folder, $"{name}.dll"))} {arguments}";
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
