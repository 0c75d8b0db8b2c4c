using System.Diagnostics;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>A command of the program as a process of its own that has ended: its exit code, and what it printed.</summary>
internal readonly record struct CommandRun(int Exit, string Output, string Error)
{
    /// <param name="folder">Where it is started.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="input">A line that is typed in; null: none, and no more is to come.</param>
    /// <param name="environment">Variables of its environment.</param>
    public static async Task<CommandRun> OfAsync(string folder, string[] arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gatehouse.Dashboard.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        if (input is not null)
            await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
