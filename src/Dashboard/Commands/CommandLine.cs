using System.CommandLine;
using Gatehouse.Dashboard.Starting;

namespace Gatehouse.Dashboard.Commands;

/// <summary>Commands of the program: the first argument names one; without one, or with settings only, the server starts.</summary>
internal static class CommandLine
{
    /// <summary>The exit code (0 done, 1 an error, 2 a plan with effects), or null when the arguments name no command.</summary>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is [] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "--version")))
            return null;
        var settings = args.Where(IsSetting).ToArray();
        var root = Root();
        var parsed = root.Parse([.. args.Where(argument => !IsSetting(argument)).Select(argument => argument == "help" ? "--help" : argument)]);
        if (parsed.Errors is [.., var error])
            return Fail($"{error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal)} --help shows how.");
        if (parsed.CommandResult.Command is ProgramCommand command)
            command.Settings = settings;
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped; nothing more is done.");
        }
        catch (CommandException failure)
        {
            return Fail(failure.Message);
        }
        catch (Exception failure) when (StartErrors.Of(failure) is not null)
        {
            return Fail(StartErrors.Of(failure)!);
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            """
            Gatehouse. Without a command the server starts; --sample demo|scale loads a sample into an empty database first.

            Settings go behind as --Key=value, e.g. --Database:ConnectionString="Data Source=other.db".
            """);
        foreach (var command in new Command[]
        {
            new PlanCommand(), new CommitCommand(), new RepairCommand(), new ImportCommand(), new ImportBifrostCommand(), new ExportCommand(), new SampleCommand(), new BackupCommand(), new VerifyHistoryCommand(), AdminCommand.Create(), TokenCommand.Create(), new MigrateCommand(),
        })
            root.Subcommands.Add(command);
        return root;
    }

    /// <summary><c>--Key=value</c> of the program's settings: options of commands are in lower case.</summary>
    private static bool IsSetting(string argument) =>
        argument.Length > 3 && argument.StartsWith("--", StringComparison.Ordinal) && char.IsUpper(argument[2]) && argument.Contains('=', StringComparison.Ordinal);

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
