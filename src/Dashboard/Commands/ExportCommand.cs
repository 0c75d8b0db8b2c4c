using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Export;
using Gatehouse.Data.Import;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Commands;

internal sealed class ExportCommand : ProgramCommand
{
    private readonly Argument<string> target = new("file") { Description = "A file that does not exist yet; - writes standard output" };

    public ExportCommand() : base("export", "Write policy, people and credentials of one moment as a snapshot (docs/import.md), without secret values. The server may go on working.") =>
        Arguments.Add(target);

    protected override bool IsReading(ParseResult arguments) => true;

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var (path, writer) = (arguments.GetRequiredValue(target), services.GetRequiredService<SnapshotWriter>());
        var progress = new Told<ImportProgress>(at =>
        {
            // Not where the snapshot may go.
            if (at.Rows % Told<ImportProgress>.Rows == 0)
                Console.Error.WriteLine($"{at.Rows:N0} rows written ({at.List}) …");
        });
        var events = services.GetRequiredService<EventWrites>();
        var entry = new RecordEntry(RecordAction.Exported, null, null, "snapshot") { After = new Dictionary<string, string?> { ["file"] = path == "-" ? "standard output" : Path.GetFullPath(path) } };
        if (path == "-")
        {
            await events.RecordAsync(Answers.Actor, entry);
            await using var output = Console.OpenStandardOutput();
            await writer.WriteAsync(output, progress, cancellation);
            return 0;
        }
        if (File.Exists(path))
            throw new CommandException($"{path} exists. Name a file that does not.");
        await events.RecordAsync(Answers.Actor, entry);
        try
        {
            long rows;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                rows = await writer.WriteAsync(file, progress, cancellation);
            Console.WriteLine($"Exported {rows:N0} rows to {path}.");
            return 0;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
