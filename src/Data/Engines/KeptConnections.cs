using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines;

/// <summary>
/// Connections whose statements stay prepared from one operation to the next: for one key SQLite takes ten times longer to prepare a statement than
/// to run it. A connection is nobody else's until it is given back.
/// </summary>
/// <param name="contexts">Opens them.</param>
/// <param name="opening">SQL that each is opened with; null: none.</param>
internal sealed class KeptConnections(IDbContextFactory<DashboardDbContext> contexts, string? opening = null) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<KeptConnection> idle = [];

    public KeptConnection Take()
    {
        if (idle.TryTake(out var known))
            return known;
        var owner = contexts.CreateDbContext();
        owner.Database.OpenConnection();
        if (opening is not null)
            owner.Database.ExecuteSqlRaw(opening);
        return new KeptConnection(owner);
    }

    public async Task<KeptConnection> TakeAsync(CancellationToken cancellation)
    {
        if (idle.TryTake(out var known))
            return known;
        var owner = await contexts.CreateDbContextAsync(cancellation);
        await owner.Database.OpenConnectionAsync(cancellation);
        if (opening is not null)
            await owner.Database.ExecuteSqlRawAsync(opening, cancellation);
        return new KeptConnection(owner);
    }

    /// <summary>One that broke is thrown away.</summary>
    public void Return(KeptConnection connection, bool isWhole = true)
    {
        if (isWhole && connection.Connection.State == ConnectionState.Open && idle.Count < MostIdle)
            idle.Add(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}

/// <summary>An open connection and its prepared statements.</summary>
internal sealed class KeptConnection(DashboardDbContext owner) : IDisposable
{
    private const int MostPrepared = 128;
    private readonly Dictionary<string, DbCommand> texts = [];
    private readonly Dictionary<KeptStatement, DbCommand> statements = [];

    /// <summary>The context it was opened by.</summary>
    public DashboardDbContext Owner => owner;

    public DbConnection Connection => owner.Database.GetDbConnection();

    /// <summary>The command of a text of ours. It stays the connection's: nobody disposes it.</summary>
    public DbCommand Command(string sql)
    {
        if (texts.TryGetValue(sql, out var known))
            return known;
        if (texts.Count == MostPrepared)
            Forget();
        return texts[sql] = Create(sql);
    }

    /// <summary>The rows of a statement, with values in the order of its markers.</summary>
    public List<T> Rows<T>(DbTransaction? within, KeptStatement statement, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        if (!statements.TryGetValue(statement, out var command))
            statement.AddTo(statements[statement] = command = Create(statement.Text));
        command.Transaction = within;
        statement.Bind(command, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        Forget();
        owner.Dispose();
    }

    private DbCommand Create(string sql)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // EF's own text, made of an expression, with names of ours around it
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private void Forget()
    {
        foreach (var command in texts.Values.Concat(statements.Values))
            command.Dispose();
        texts.Clear();
        statements.Clear();
    }
}

/// <summary>Columns by their names.</summary>
internal static class NamedColumns
{
    public static int Int(this DbDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static int? IntOrNone(this DbDataReader row, string column) => row.IsDBNull(row.GetOrdinal(column)) ? null : row.Int(column);

    public static bool Bool(this DbDataReader row, string column) => row.GetBoolean(row.GetOrdinal(column));

    public static string Text(this DbDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static DateTimeOffset? MomentOrNone(this DbDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(row.GetOrdinal(column)));
}
