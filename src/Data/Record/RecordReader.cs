using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Record;

/// <summary>
/// Hashes of what is recorded, over the values that stand in the tables and not over objects made of them: a later version that writes JSON
/// otherwise still finds old entries whole.
/// </summary>
internal sealed class RecordReader(DashboardDbContext db) : IDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = [];

    /// <summary>The parts of a change, one hash each.</summary>
    /// <param name="change">Its number.</param>
    /// <param name="written">The hashes of its rows and of its grants, where the commit has them from writing them.</param>
    /// <param name="cancellation">Cancels between rows.</param>
    public async Task<string[]> ChangeAsync(long change, (string Rows, string Grants)? written, CancellationToken cancellation) =>
    [
        await PartAsync(RecordForm.Change, change, cancellation), written?.Rows ?? await PartAsync(RecordForm.Rows, change, cancellation),
        written?.Grants ?? await PartAsync(RecordForm.Grants, change, cancellation), await PartAsync(RecordForm.Objects, change, cancellation),
        await PartAsync(RecordForm.Deleted, change, cancellation),
    ];

    /// <summary>The hash that the chain of the first build, which had no key, gives a change.</summary>
    /// <param name="change">Its number.</param>
    /// <param name="before">The hash of the change before; null: that has none.</param>
    /// <param name="parts">The parts of the change.</param>
    /// <param name="cancellation">Cancels between rows.</param>
    public async Task<string> OldAsync(long change, string? before, string[] parts, CancellationToken cancellation)
    {
        using var hash = new RecordHash();
        hash.Add(before);
        hash.Add(await PartAsync(RecordForm.OldChange, change, cancellation));
        foreach (var part in parts[1..])
            hash.Add(part);
        return hash.End();
    }

    /// <summary>The events of these numbers, one hash each, with their address and its digest; numbers that no event has are left out.</summary>
    public async IAsyncEnumerable<EventPart> EventsAsync(long first, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var part = new RecordHash();
        await using var reader = await Command(RecordForm.Events, first, last).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var address = reader.FieldCount - 1;
            AddRow(part, reader, address);
            yield return new(reader.GetInt64(0), part.End(), Text(address), Text(reader.GetOrdinal("address_digest")));
        }

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
    }

    private async Task<string> PartAsync(string sql, long change, CancellationToken cancellation)
    {
        using var part = new RecordHash();
        await using var reader = await Command(sql, change).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            AddRow(part, reader, reader.FieldCount);
        return part.End();
    }

    private static void AddRow(RecordHash hash, DbDataReader row, int columns)
    {
        for (var column = 0; column < columns; column++)
            if (row.IsDBNull(column))
                hash.Add(null);
            else if (row.GetFieldType(column) == typeof(string))
                hash.Add(row.GetString(column));
            else
                hash.Add(row.GetInt64(column));
    }

    private DbCommand Command(string sql, long id, long? last = null)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = prepared[sql] = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            Add("@gh_id");
            if (last is not null)
                Add("@gh_last");
        }
        command.Parameters["@gh_id"].Value = id;
        if (last is not null)
            command.Parameters["@gh_last"].Value = last;
        return command;

        void Add(string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
    }
}

/// <summary>What is hashed of an event.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Over its columns, without the address.</param>
/// <param name="Address">The address; null: none, or it has gone.</param>
/// <param name="AddressDigest">The digest of the address, which stays.</param>
internal sealed record EventPart(long Number, string Hash, string? Address, string? AddressDigest);
