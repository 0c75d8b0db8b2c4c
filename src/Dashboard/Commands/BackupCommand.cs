using System.CommandLine;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Commands;

internal sealed class BackupCommand : ProgramCommand
{
    private readonly Argument<FileInfo> target = new("file") { Description = "A file that does not exist yet" };

    public BackupCommand() : base("backup",
        "Write the whole database, as it stands at one moment, to a file. The server may go on working. To restore, stop the server and start it with that file. The key ring (Secrets:KeyRing) is not in it: keep it apart, secrets cannot be read without it.") =>
        Arguments.Add(target);

    protected override bool IsReading(ParseResult arguments) => true;

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var file = arguments.GetRequiredValue(target);
        if (file.Exists)
            throw new CommandException($"{file} exists. Name a file that does not.");
        await using var db = await services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(cancellation);
        Console.Error.WriteLine($"Writing {file} …");
        await Backup.WriteAsync(db, file.FullName, cancellation);
        file.Refresh();
        await services.GetRequiredService<EventWrites>().RecordAsync(Answers.Actor, new RecordEntry(RecordAction.BackedUp)
        {
            After = new Dictionary<string, string?> { ["file"] = file.FullName, ["bytes"] = $"{file.Length}" },
        });
        Console.WriteLine($"Backed up: {file}, {file.Length:N0} bytes.");
        return 0;
    }
}
