using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Data.Engines;
using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Record;

/// <summary>
/// Keeps the record bounded. Addresses go after their days; the hash does not cover them. A part past its days is written to a file, sealed with the
/// key of the chain and taken out of the database: the chain goes on from its last hash, and <see cref="HistoryCheck"/> accepts the seal.
/// </summary>
public sealed class RecordRetention(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain, Writes writes, TimeProvider clock)
{
    private const int AtOnce = 1000;

    /// <summary>So that a part is closed once a month and not a little of it every day.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(30);

    /// <summary>Every table of the record with the column that says to which entry a row belongs; rows before what they point to.</summary>
    private static readonly (string Table, string Column, bool OfChange)[] Tables =
    [
        ("changed_credentials", "change_id", true), ("changed_grants", "change_id", true), ("changed_objects", "change_id", true), ("deleted_objects", "change_id", true),
        ("changes", "id", true), ("events", "id", false), ("record_links", "number", false),
    ];

    /// <summary>Takes the addresses off events that are older; returns how many.</summary>
    public async Task<int> BlankAddressesAsync(int days, CancellationToken cancellation = default)
    {
        var before = clock.GetUtcNow().AddDays(-days);
        var blanked = 0;
        while (await IsDueAsync())
        {
            var result = await writes.RunAsync(Actor.Program, Role.Admin, async step =>
            {
                var db = step.Db;
                var due = db.Events.Where(happened => happened.Address != null && happened.At < before).OrderBy(happened => happened.Id).Take(AtOnce).Select(happened => happened.Id);
                step.OffRecord("Addresses go after their days, as the settings say.");
                step.LeavesPolicy();
                return Written.Kept(await db.Events.Where(happened => due.Contains(happened.Id)).ExecuteUpdateAsync(set => set.SetProperty(happened => happened.Address, (string?)null), cancellation));
            }, cancellation);
            if (result is not WriteResult<int>.Done { Value: var written })
                return blanked;
            blanked += written;
        }
        return blanked;

        async Task<bool> IsDueAsync()
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            return await db.Events.AnyAsync(happened => happened.Address != null && happened.At < before, cancellation);
        }
    }

    /// <summary>Exports and closes what is older, when there is a month of it; null: nothing was due.</summary>
    /// <param name="days">For how long entries stay.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="cancellation">Cancels before anything is taken out.</param>
    public async Task<RecordSegment?> CloseAsync(int days, string folder, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (await DueAsync() is not { } due)
            return null;
        var name = FormattableString.Invariant($"record-{due.First}-{due.Last}.jsonl");
        var hash = await ExportAsync(due, Path.Combine(System.IO.Directory.CreateDirectory(folder).FullName, name), cancellation);

        return (await writes.RunAsync(Actor.Program, Role.Admin, async step => await SealAsync(step, due, name, hash, cancellation) is { } segment
            ? Written.Kept<RecordSegment?>(segment) : Written.Dropped<RecordSegment?>(null), cancellation) as WriteResult<RecordSegment?>.Done)?.Value;

        async Task<DueEntries?> DueAsync()
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            return await RecordRetention.DueAsync(db, now.AddDays(-days), cancellation);
        }
    }

    /// <summary>Takes out of the database what the file holds, with a seal in its place; null: the key of the chain cannot be read.</summary>
    private async Task<RecordSegment?> SealAsync(WriteStep step, DueEntries due, string name, string hash, CancellationToken cancellation)
    {
        var (db, now) = (step.Db, step.Now);
        step.LeavesPolicy();
        var last = await db.RecordLinks.AsNoTracking().SingleAsync(link => link.Number == due.Last, cancellation);
        var key = chain.Read((await db.RecordKeys.AsNoTracking().Where(row => row.FirstNumber <= due.Last).OrderByDescending(row => row.FirstNumber).FirstAsync(cancellation)).Protected);
        if (key is null)
            return null;
        var unsealed = new RecordSegment
        {
            FirstNumber = due.First,
            LastNumber = due.Last,
            LastChangeId = due.LastChange,
            LastHash = last.Hash,
            ClosedAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            FileName = name,
            FileHash = hash,
            Seal = "",
        };
        var segment = unsealed.SealedWith(RecordSeal.Segment(key.Bytes, unsealed));
        db.RecordSegments.Add(segment);
        await db.SaveChangesAsync(cancellation);
        foreach (var (table, column, ofChange) in Tables)
        {
            var sql = $"DELETE FROM {table} WHERE {column} <= {{0}}";
            await db.Database.ExecuteSqlRawAsync(sql, [ofChange ? due.LastChange : due.Last], cancellation);
        }
        step.Record(new RecordEntry(RecordAction.SegmentClosed).With(("entries", null, $"{due.First} to {due.Last}"), ("file", null, name)));
        return segment;
    }

    /// <summary>The entries that are due; null: none, or less than a month of them.</summary>
    private static async Task<DueEntries?> DueAsync(DashboardDbContext db, DateTimeOffset before, CancellationToken cancellation)
    {
        var closed = await db.RecordSegments.MaxAsync(row => (long?)row.LastNumber, cancellation) ?? 0;
        var young = before - Slack;
        if (!await db.Events.AnyAsync(row => row.Id > closed && row.At < young, cancellation) && !await db.Changes.AnyAsync(row => row.CommittedAt < young, cancellation))
            return null;
        var kept = new[]
        {
            await db.Events.Where(row => row.At >= before).MinAsync(row => (long?)row.Id, cancellation),
            await db.RecordLinks.Where(link => db.Changes.Any(row => row.Id == link.ChangeId && row.CommittedAt >= before)).MinAsync(link => (long?)link.Number, cancellation),
            await db.RecordLinks.MaxAsync(link => (long?)link.Number, cancellation),
        }.OfType<long>().DefaultIfEmpty(0).Min();
        var last = kept - 1;
        return last <= closed ? null
            : new(closed + 1, last, await db.RecordLinks.Where(link => link.Number <= last).MaxAsync(link => link.ChangeId, cancellation)
                ?? await db.RecordSegments.MaxAsync(row => (long?)row.LastChangeId, cancellation) ?? 0);
    }

    /// <summary>A line of JSON for each row, table by table; returns the hash of the file, which is there whole or not at all.</summary>
    private async Task<string> ExportAsync(DueEntries due, string path, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string hash;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        await using (var moment = await db.BeginReadAsync(cancellation))
        await using (var file = new FileStream(path + ".part", options))
        {
            foreach (var (table, column, ofChange) in Tables)
                await RowsAsync(db, table, column, ofChange ? due.LastChange : due.Last, file, cancellation);
            await file.FlushAsync(cancellation);
            file.Position = 0;
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        File.Move(path + ".part", path, overwrite: true);
        return hash;
    }

    private static async Task RowsAsync(DashboardDbContext db, string table, string column, long last, Stream file, CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT * FROM {table} WHERE {column} <= @gh_last ORDER BY {column}";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@gh_last", last);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            await JsonSerializer.SerializeAsync(file, Row(table, reader), DataJson.Options, cancellation);
            file.WriteByte((byte)'\n');
        }
    }

    private static Dictionary<string, object?> Row(string table, DbDataReader reader)
    {
        var row = new Dictionary<string, object?> { ["table"] = table };
        for (var column = 0; column < reader.FieldCount; column++)
            row[reader.GetName(column)] = reader.IsDBNull(column) ? null : reader.GetValue(column);
        return row;
    }

    private sealed record DueEntries(long First, long Last, long LastChange);
}
