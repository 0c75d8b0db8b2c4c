using System.CommandLine;
using Gatehouse.Data.Export;
using Gatehouse.Data.Import;

namespace Gatehouse.Dashboard.Commands;

internal sealed class ExportCommand : ProgramCommand
{
    private readonly Argument<string> target = new("file") { Description = "A file that does not exist yet; - writes standard output" };

    public ExportCommand() : base("export", "Write policy, people and credentials of one moment as a snapshot (docs/import.md), without secret values. The server may go on working.") =>
        Arguments.Add(target);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var (path, writer) = (arguments.GetRequiredValue(target), services.GetRequiredService<SnapshotWriter>());
        if (path == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await writer.WriteAsync(output, new Told(), cancellation);
            return 0;
        }
        if (File.Exists(path))
            throw new CommandException($"{path} exists. Name a file that does not.");
        try
        {
            long rows;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                rows = await writer.WriteAsync(file, new Told(), cancellation);
            Console.WriteLine($"Exported {rows:N0} rows to {path}.");
            return 0;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A line every 100,000 rows, where it is not in the way of what is written.</summary>
    private sealed class Told : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Rows % 100_000 == 0)
                Console.Error.WriteLine($"{value.Rows:N0} rows written ({value.List}) …");
        }
    }
}
