using Gatehouse.Data.Engines;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// Imports a Bifrost database (docs/import.md) by the rules of a snapshot: its rows are read one by one, turned into ours and written in one
/// transaction. Marks come in as they are, drift included.
/// </summary>
public sealed class BifrostImporter(IDbContextFactory<DashboardDbContext> contexts, Writes writes, SecretProtector protector, TimeProvider clock)
{
    /// <summary>Imports it, or nothing of it.</summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="from">The database; it is only read.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told every 1,000 rows.</param>
    /// <param name="cancellation">Until the end nothing is written for good.</param>
    public Task<BifrostOutcome> ImportAsync(
        Actor actor, BifrostSource from, BifrostOptions options, IProgress<BifrostProgress>? progress = null, CancellationToken cancellation = default) =>
        ImportAsync(writes, actor, from, options, progress, cancellation);

    /// <summary>Why a database or file cannot be read, before anybody tries to import it; null: it can be.</summary>
    public static Task<string?> WrongAsync(BifrostSource from, CancellationToken cancellation = default) => BifrostDatabase.WrongAsync(from, cancellation);

    /// <summary>
    /// Imports the good rows into a copy of our database and tells what came of it: the copy knows which credentials would be out of step,
    /// by the one law, and goes when it is disposed. Ours is not written.
    /// </summary>
    public async Task<BifrostRehearsal> RehearseAsync(
        BifrostSource from, BifrostOptions options, IProgress<BifrostProgress>? progress = null, CancellationToken cancellation = default)
    {
        var copy = await RehearsalDatabase.OfAsync(contexts, cancellation);
        try
        {
            using var rehearsing = writes.To(copy);
            var outcome = await ImportAsync(rehearsing, Actor.Program, from, new BifrostOptions { Passphrase = options.Passphrase, SkipBadRows = true }, progress, cancellation);
            return await BifrostRehearsal.OfAsync(copy, writes, outcome, new RecordChain(protector), clock, cancellation);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private async Task<BifrostOutcome> ImportAsync(
        Writes into, Actor actor, BifrostSource from, BifrostOptions options, IProgress<BifrostProgress>? progress, CancellationToken cancellation)
    {
        var (source, reason) = await BifrostDatabase.OpenAsync(from, cancellation);
        if (source is null)
            return new BifrostOutcome.Unreadable(reason!);
        await using var opened = source;
        using var cipher = string.IsNullOrEmpty(options.Passphrase) ? null : new BifrostCipher(options.Passphrase);
        try
        {
            if (cipher is not null && !await OpensAsync(source, cipher, cancellation))
                return new BifrostOutcome.Unreadable("The passphrase is not the one this database was encrypted with: none of its values opens with it.");
            var tally = new BifrostTally(await source.CountRowsAsync(cancellation), progress);
            foreach (var row in source.Refused)
                tally.Refuse(row.Table, row.Id, row.Reason);
            return BifrostOutcome.Of(await into.RunAsync<BifrostOutcome>(actor, Role.Admin, async step =>
            {
                using var target = await ImportTarget.OpenAsync(step, protector, cancellation);
                await ReadAsync(source, target, cipher, tally, cancellation);
                var report = tally.Report(source);
                if (tally.HasRefused && !options.SkipBadRows)
                    return Written.Dropped<BifrostOutcome>(new BifrostOutcome.Refused(report));
                step.Record(new RecordEntry(RecordAction.Imported).With(
                    ("source", null, $"Bifrost, {source.Engine}"), ("rows", null, report.Total.ToString(System.Globalization.CultureInfo.InvariantCulture)), ImportOutcome.Skipping(report.Refused.Total)));
                return Written.Kept<BifrostOutcome>(new BifrostOutcome.Imported(report));
            }, cancellation));
        }
        catch (BifrostDamagedException)
        {
            return new BifrostOutcome.Unreadable("The SQLite database is damaged, or it was written to while it was read. Stop Bifrost, or make a backup of the file, and read that.");
        }
        catch (Exception lost) when (lost is NpgsqlException && !cancellation.IsCancellationRequested)
        {
            return new BifrostOutcome.Unreadable(lost is PostgresException refused
                ? $"PostgreSQL refuses: {refused.MessageText} ({refused.SqlState})."
                : "The connection to PostgreSQL was lost. Try again.");
        }
    }

    private async Task ReadAsync(BifrostDatabase source, ImportTarget target, BifrostCipher? cipher, BifrostTally tally, CancellationToken cancellation)
    {
        var values = new BifrostValues(cipher, tally);
        var clients = new BifrostClients(source, target, values, tally);
        var credentials = new BifrostCredentials(source, target, clients, values, tally, clock.GetUtcNow());
        await clients.ImportAsync(cancellation);
        await new BifrostKeys(source, target, clients, values, tally).ImportAsync(cancellation);
        await new BifrostVirtualMcps(source, target, clients, tally).ImportAsync(cancellation);
        await credentials.PeopleAsync(cancellation);
        await credentials.ImportAsync(cancellation);
    }

    /// <summary>Whether the passphrase opens what is encrypted; where nothing is, any does.</summary>
    private static async Task<bool> OpensAsync(BifrostDatabase source, BifrostCipher cipher, CancellationToken cancellation)
    {
        var isTried = false;
        foreach (var (table, column) in BifrostValues.Samples.Where(sample => source.Shape.Has(sample.Table, sample.Column) && source.Shape.Has(sample.Table, "encryption_status")))
            await foreach (var row in source.RowsAsync(
                $"SELECT {column} AS value FROM {table} WHERE encryption_status = 'encrypted' AND {column} <> '' AND {column} NOT LIKE 'env.%' AND {column} NOT LIKE 'vault.%' LIMIT 3", cancellation))
            {
                if (cipher.Open(row.Text("value")!) is not null)
                    return true;
                isTried = true;
            }
        return !isTried;
    }
}
