using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Import;

/// <summary>
/// Imports a snapshot (docs/import.md) in one transaction. The file is read once per group of lists that refer to each other,
/// so its lists may stand in any order and memory holds ids, never rows.
/// </summary>
public sealed class Importer(IDbContextFactory<DashboardDbContext> contexts, Writes writes, SecretProtector protector)
{
    private static readonly string[][] Passes =
    [
        ["mcp_clients", "users"], ["groups"], ["virtual_keys"], ["access_profiles", "oauth_tokens", "header_credentials", "oauth_flows", "header_flows"],
    ];

    /// <param name="actor">Who imports.</param>
    /// <param name="open">Opens the file from its beginning; called once a pass.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told every 10,000 rows.</param>
    /// <param name="cancellation">Until the end nothing is written for good.</param>
    public async Task<ImportOutcome> ImportAsync(
        Actor actor, Func<Stream> open, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!options.DryRun)
            return await WriteAsync(writes);
        // A dry run holds nobody up: it writes to a copy, which goes.
        using var copy = await RehearsalDatabase.OfAsync(contexts, cancellation);
        using var rehearsing = writes.To(copy);
        return await WriteAsync(rehearsing);

        async Task<ImportOutcome> WriteAsync(Writes into) => ImportOutcome.Of(await into.RunAsync(actor, Role.Admin, async step =>
        {
            var outcome = await RunAsync(step, open, options, progress, cancellation);
            if (outcome is ImportOutcome.Imported imported)
                step.Record((options.Entry ?? Imported)(imported));
            return new Written<ImportOutcome>(outcome, outcome is ImportOutcome.Imported && !options.DryRun);
        }, cancellation));
    }

    private static RecordEntry Imported(ImportOutcome.Imported imported) => new RecordEntry(RecordAction.Imported).With(
        [("source", null, "snapshot"), .. imported.Rows.Where(list => list.Value > 0).Select(list => (list.Key, (string?)null, (string?)list.Value.ToString(CultureInfo.InvariantCulture))),
            ImportOutcome.Skipping(imported.Skipped.Total)]);

    private async Task<ImportOutcome> RunAsync(
        WriteStep step, Func<Stream> open, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var target = await ImportTarget.OpenAsync(step, protector, cancellation);
        var run = new Run(target.Policy, target.Credentials, progress);
        try
        {
            foreach (var lists in Passes)
            {
                await using var stream = open();
                var (text, reason) = await Utf8Text.OpenAsync(stream, cancellation);
                if (text is null)
                    return new ImportOutcome.Unreadable(reason!);
                var reader = new SnapshotReader(text, lists);
                while (await reader.NextAsync(cancellation) is { } item)
                    run.Take(item);
            }
        }
        catch (JsonException error)
        {
            return new ImportOutcome.Unreadable(error.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $"Not a snapshot, at line {line + 1}: the JSON is broken there.")
                : error.Message);
        }
        if (run.Refusals.Total > 0 && !options.SkipBadRows)
            return new ImportOutcome.Refused(run.Refusals);
        return new ImportOutcome.Imported(run.Counts, run.Refusals, options.DryRun) { Odd = run.Odd };
    }

    /// <summary>One import under way.</summary>
    private sealed class Run(PolicyImport policy, CredentialImport credentials, IProgress<ImportProgress>? progress)
    {
        private const int Step = 10_000;
        private readonly List<RefusedRow> refused = [];
        private readonly List<RefusedRow> odd = [];
        private int refusedTotal;
        private int oddTotal;
        private int read;

        public Dictionary<string, int> Counts { get; } = SnapshotReader.Lists.ToDictionary(list => list, _ => 0);

        public Refusals Refusals => new(refusedTotal, refused);

        public Refusals Odd => new(oddTotal, odd);

        public void Take(SnapshotItem item)
        {
            if (Refuse(item) is { } reason)
            {
                if (++refusedTotal <= Refusals.Most)
                    refused.Add(new RefusedRow(item.List, item.Index, reason));
            }
            else
            {
                Counts[item.List]++;
                if (IsPolicy(item.List) && policy.Odd.Count > 0 && ++oddTotal <= Refusals.Most)
                    odd.Add(new RefusedRow(item.List, item.Index, string.Join(' ', policy.Odd)));
            }
            if (++read % Step == 0)
                progress?.Report(new ImportProgress(item.List, read));
        }

        private static bool IsPolicy(string list) => list is "mcp_clients" or "users" or "groups" or "virtual_keys" or "access_profiles";

        private string? Refuse(SnapshotItem item) => item.List switch
        {
            "mcp_clients" => Row<ClientRow>(item, policy.Client),
            "users" => Row<UserRow>(item, policy.User),
            "groups" => Row<GroupRow>(item, policy.Group),
            "virtual_keys" => Row<KeyRow>(item, policy.VirtualKey),
            "access_profiles" => Row<ProfileRow>(item, policy.Profile),
            "oauth_tokens" => Row<TokenRow>(item, credentials.Token),
            "header_credentials" => Row<HeaderRow>(item, credentials.Header),
            _ => Row<FlowRow>(item, row => credentials.Flow(item.List, row)),
        };

        private static string? Row<T>(SnapshotItem item, Func<T, string?> insert) where T : class =>
            RowJson.Read<T>(item.Json, out var reason) is { } row ? insert(row) : reason;
    }
}
