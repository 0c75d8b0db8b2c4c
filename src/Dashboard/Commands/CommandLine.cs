namespace Gatehouse.Dashboard.Commands;

/// <summary>Commands of the program: the first argument names one; without one the server starts.</summary>
internal static class CommandLine
{
    /// <summary>The exit code, or null when the arguments name no command.</summary>
    public static Task<int?> RunAsync(string[] args) => Task.FromResult<int?>(null);
}
