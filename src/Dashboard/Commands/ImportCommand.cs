using Gatehouse.Data;
using Gatehouse.Data.Import;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Commands;

internal sealed class ImportCommand : Command
{
    public override string Name => "import";

    public override string Summary => "import a snapshot (docs/import.md)";

    public override string Help => """
        import <snapshot.json> [--on-error skip] [--dry-run]

        Imports policy, people and credentials in one transaction. A bad row is reported with its list, index and reason, and then
        nothing is imported, unless --on-error skip says to import the good rows. --dry-run checks everything and writes nothing.
        """;

    public override IReadOnlyDictionary<string, int> Options { get; } = new Dictionary<string, int> { ["--on-error"] = 1, ["--dry-run"] = 0 };

    public override async Task<int> RunAsync(Arguments arguments, IServiceProvider services)
    {
        var file = arguments.Single("the snapshot to import");
        if (arguments.Options.TryGetValue("--on-error", out var onError) && onError != "skip")
            throw new CommandException("--on-error knows skip only.");
        if (!File.Exists(file))
            throw new CommandException($"There is no file {file}.");
        await services.PrepareAsync();
        var importer = new Importer(services.GetRequiredService<IDbContextFactory<DashboardDbContext>>(), services.GetRequiredService<SecretProtector>(), services.GetRequiredService<TimeProvider>());
        var outcome = await importer.ImportAsync(() => File.OpenRead(file), new ImportOptions(onError is not null, arguments.Options.ContainsKey("--dry-run")), new Told());
        return outcome switch
        {
            ImportOutcome.Imported done => Say(done),
            ImportOutcome.Refused refused => Say(refused.Rows, "nothing was imported. Mend them, or import the rest with --on-error skip."),
            ImportOutcome.Unreadable unreadable => throw new CommandException($"{file}: {unreadable.Reason} Nothing was imported."),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private static int Say(ImportOutcome.Imported done)
    {
        if (done.Skipped.Total > 0)
            Say(done.Skipped, "they were skipped.");
        Console.WriteLine($"{(done.DryRun ? "Would import" : "Imported")} {done.Total:N0} rows: {string.Join(", ", done.Rows.Where(list => list.Value > 0).Select(list => $"{list.Value:N0} {list.Key}"))}.");
        return 0;
    }

    private static int Say(Refusals refusals, string so)
    {
        foreach (var row in refusals.Shown)
            Console.Error.WriteLine(row);
        if (refusals.Total > refusals.Shown.Count)
            Console.Error.WriteLine($"and {refusals.Total - refusals.Shown.Count:N0} more.");
        Console.Error.WriteLine($"{refusals.Total:N0} rows are refused: {so}");
        return 1;
    }

    /// <summary>A line every 100,000 rows.</summary>
    private sealed class Told : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Rows % 100_000 == 0)
                Console.WriteLine($"{value.Rows:N0} rows read ({value.List}) …");
        }
    }
}
