using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Import;

namespace Gatehouse.Dashboard.Commands;

internal sealed class ImportCommand : ProgramCommand
{
    private readonly Argument<FileInfo> snapshot = new("snapshot.json") { Description = "The snapshot (docs/import.md)" };
    private readonly Option<string> onError = new("--on-error") { Description = "skip: import the good rows. Otherwise a bad row is reported and nothing is imported." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Check everything and write nothing" };

    public ImportCommand() : base("import", "Import policy, people and credentials of a snapshot in one transaction. A bad row is reported with its list, index and reason.")
    {
        onError.AcceptOnlyFromAmong("skip");
        Arguments.Add(snapshot);
        Options.Add(onError);
        Options.Add(dryRun);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var file = arguments.GetRequiredValue(snapshot);
        if (!file.Exists)
            throw new CommandException($"There is no file {file}.");
        var progress = new Told<ImportProgress>(at =>
        {
            if (at.Rows % Told<ImportProgress>.Rows == 0)
                Console.WriteLine($"{at.Rows:N0} rows read ({at.List}) …");
        });
        var outcome = await services.GetRequiredService<Importer>().ImportAsync(
            Answers.Actor, file.OpenRead, new ImportOptions(arguments.GetValue(onError) is not null, arguments.GetValue(dryRun)), progress, cancellation);
        return outcome switch
        {
            ImportOutcome.Imported done => Say(done),
            ImportOutcome.Refused refused => Say(refused.Rows, "nothing was imported. Mend them, or import the rest with --on-error skip."),
            ImportOutcome.Unreadable unreadable => throw new CommandException($"{file}: {unreadable.Reason} Nothing was imported."),
            ImportOutcome.NotWritten not => throw new CommandException(WriteWords.Of(not.Why) ?? not.Why.ToString()),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private static int Say(ImportOutcome.Imported done)
    {
        if (done.Skipped.Total > 0)
            Say(done.Skipped, "they were skipped.");
        foreach (var row in done.Odd.Shown)
            Console.Error.WriteLine($"! {row}");
        if (done.Odd.Total > 0)
            Console.Error.WriteLine($"{(done.Odd.Total == 1 ? "1 row comes" : $"{done.Odd.Total:N0} rows come")} in though something about {(done.Odd.Total == 1 ? "it" : "them")} is odd.");
        Console.WriteLine($"{(done.DryRun ? "Would import" : "Imported")} {done.Total:N0} rows: {string.Join(", ", done.Rows.Where(list => list.Value > 0).Select(list => $"{list.Value:N0} {list.Key}"))}.");
        return 0;
    }

    private static int Say(Data.Import.Refusals refusals, string so)
    {
        foreach (var row in refusals.Shown)
            Console.Error.WriteLine(row);
        if (refusals.Total > refusals.Shown.Count)
            Console.Error.WriteLine($"and {refusals.Total - refusals.Shown.Count:N0} more.");
        Console.Error.WriteLine($"{refusals.Total:N0} rows are refused: {so}");
        return 1;
    }
}
