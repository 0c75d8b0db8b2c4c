using System.CommandLine;

namespace Gatehouse.Dashboard.Commands;

internal sealed class MigrateCommand() : ProgramCommand("migrate",
    "Bring the database's schema up to date and end. The server does the same at start. A database of a newer version is refused.")
{
    // Preparing a command is migrating.
    protected override Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        Console.WriteLine("The schema is up to date.");
        return Task.FromResult(0);
    }
}
