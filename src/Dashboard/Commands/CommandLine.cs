namespace Gatehouse.Dashboard.Commands;

/// <summary>Commands of the program: the first argument names one; without one, or with settings only, the server starts.</summary>
internal static class CommandLine
{
    private static readonly Command[] All = [new ImportCommand(), new SampleCommand(), new AdminCommand(), new MigrateCommand()];

    /// <summary>The exit code (0 done, 1 an error), or null when the arguments name no command.</summary>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is [] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h")))
            return null;
        if (args[0] is "help" or "--help" or "-h")
        {
            Console.WriteLine(Help);
            return 0;
        }
        if (All.FirstOrDefault(command => command.Name == args[0]) is not { } command)
            return Fail($"There is no command \"{args[0]}\". --help lists them.");
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(command.Help);
            return 0;
        }
        try
        {
            var (options, settings) = Arguments.Split(args[1..], command.Options);
            await using var services = CommandServices.Build(settings);
            return await command.RunAsync(options, services);
        }
        catch (Exception error) when (error is SettingException or CommandException or IOException or UnauthorizedAccessException)
        {
            return Fail(error.Message);
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    private static string Help => $"""
        Gatehouse. Without a command the server starts; --sample demo|scale loads a sample into an empty database first.

        Commands:
        {string.Join(Environment.NewLine, All.Select(command => $"  {command.Name,-10}{command.Summary}"))}

        Each has --help. Settings go behind as --Key=value, e.g. --Database:ConnectionString="Data Source=other.db".
        """;
}
