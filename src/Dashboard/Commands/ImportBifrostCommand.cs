using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Commands;

internal sealed class ImportBifrostCommand : ProgramCommand
{
    /// <summary>The name Bifrost itself has for it.</summary>
    private const string Variable = "BIFROST_ENCRYPTION_KEY";
    private readonly Argument<string> source = new("config.db, config.json or connection string") { Description = "Bifrost's SQLite file, its config.json, or its PostgreSQL database: Host=…;Database=…;Username=…, or postgres://user@host/database. Give its password as PGPASSWORD." };
    private readonly Option<FileInfo> passphraseFile = new("--passphrase-file") { Description = $"File with Bifrost's encryption_key. Without it {Variable} is looked at; without that, encrypted values stay behind." };
    private readonly Option<string> onError = new("--on-error") { Description = "skip: import the good rows. Otherwise a bad row is reported and nothing is imported." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Say what would come in and what Bifrost left out of step; write nothing" };
    private readonly Option<bool> json = new("--json") { Description = "Answer as JSON" };

    public ImportBifrostCommand() : base("import-bifrost",
        "Import policy and credentials of a Bifrost database, or policy of a config.json, which is only read, in one transaction (docs/import.md). Credentials come in with the status they have; those out of step are listed, and repair corrects them. Exit code: 0 done, 1 an error or refused rows.")
    {
        onError.AcceptOnlyFromAmong("skip");
        Arguments.Add(source);
        Options.Add(passphraseFile);
        Options.Add(onError);
        Options.Add(dryRun);
        Options.Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var from = await SourceAsync(arguments.GetRequiredValue(source), cancellation);
        var skips = arguments.GetValue(onError) is not null;
        var options = new BifrostOptions { Passphrase = Passphrase(arguments.GetValue(passphraseFile)), SkipBadRows = skips };
        var importer = services.GetRequiredService<BifrostImporter>();
        var answer = new BifrostAnswer(arguments.GetValue(json), skips);
        var progress = new Told<BifrostProgress>(at =>
        {
            if (at.Read % Told<BifrostProgress>.Rows == 0)
                Console.Error.WriteLine($"{at.Read:N0} of {at.Total:N0} rows read ({at.Table}) …");
        });
        if (arguments.GetValue(dryRun))
        {
            using var rehearsal = await importer.RehearseAsync(from, options, progress, cancellation);
            return await answer.SayAsync(rehearsal, cancellation);
        }
        var outcome = await importer.ImportAsync(Answers.Actor, from, options, progress, cancellation);
        var drift = outcome is BifrostOutcome.Imported && await services.GetRequiredService<Reconciler>().PlanAsync(new Edit.Repair(), cancellation) is PlanOutcome.Planned planned ? planned.Plan : null;
        return answer.Say(outcome, drift);
    }

    private static async Task<BifrostSource> SourceAsync(string given, CancellationToken cancellation)
    {
        if (File.Exists(given))
            return await BifrostSource.OfFileAsync(given, cancellation: cancellation);
        if (!given.Contains('=', StringComparison.Ordinal) && !given.Contains("://", StringComparison.Ordinal))
            throw new CommandException($"There is no file {given}.");
        return BifrostSource.ServerOf(given, out var error) ?? throw new CommandException(error!);
    }

    private static string? Passphrase(FileInfo? file)
    {
        if (file is null)
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;
        if (!file.Exists)
            throw new CommandException($"There is no file {file}.");
        return File.ReadAllText(file.FullName).TrimEnd('\r', '\n') is { Length: > 0 } read ? read : throw new CommandException($"{file} is empty: it should hold Bifrost's encryption_key.");
    }
}
