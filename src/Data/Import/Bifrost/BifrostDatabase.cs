using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>A Bifrost database at one moment, read only. Rows come one by one: memory holds one, however many there are.</summary>
internal sealed class BifrostDatabase : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly BifrostCopy? copy;
    private readonly bool isConfig;

    private BifrostDatabase(DbConnection connection, DbTransaction transaction, BifrostCopy? copy, BifrostShape shape, bool isConfig, IReadOnlyList<BifrostRefusedRow> refused) =>
        (this.connection, this.transaction, this.copy, this.isConfig, Shape, Refused) = (connection, transaction, copy, isConfig, shape, refused);

    public BifrostShape Shape { get; }

    /// <summary>Rows that were refused before there was a table for them.</summary>
    public IReadOnlyList<BifrostRefusedRow> Refused { get; }

    /// <summary>"SQLite", "PostgreSQL" or "config.json".</summary>
    public string Engine => isConfig ? BifrostReport.ConfigFile : connection is SqliteConnection ? "SQLite" : "PostgreSQL";

    /// <summary>Why it cannot be read; null: it can be. Looks at tables and columns, not at rows.</summary>
    public static async Task<string?> WrongAsync(BifrostSource source, CancellationToken cancellation)
    {
        var (database, reason) = await OpenAsync(source, cancellation);
        if (database is not null)
            await database.DisposeAsync();
        return reason;
    }

    /// <summary>Opens it, or gives the reason why it cannot be read.</summary>
    public static async Task<(BifrostDatabase? Database, string? Reason)> OpenAsync(BifrostSource source, CancellationToken cancellation)
    {
        BifrostCopy? copy = null;
        DbConnection? connection = null;
        BifrostDatabase? database = null;
        IReadOnlyList<BifrostRefusedRow> refused = [];
        try
        {
            if (source is BifrostSource.ConfigFile config)
            {
                (connection, refused, var broken) = await BifrostConfig.OpenAsync(config.Path, cancellation);
                if (broken is not null)
                    return (null, broken);
            }
            copy = source is BifrostSource.SqliteFile { IsCopy: false } file ? await BifrostCopy.MakeAsync(file.Path, cancellation) : null;
            connection ??= source switch
            {
                BifrostSource.SqliteFile given => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy?.Path ?? given.Path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()),
                BifrostSource.Server server => new NpgsqlConnection(server.ConnectionString),
                _ => throw new NotSupportedException(source.GetType().Name),
            };
            if (connection.State != ConnectionState.Open)
                await connection.OpenAsync(cancellation);
            var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await GuardAsync(connection, transaction, cancellation);
            var shape = new BifrostShape(await TablesAsync(connection, transaction, cancellation));
            if (shape.Wrong is { } wrong)
                return (null, wrong);
            database = new BifrostDatabase(connection, transaction, copy, shape, source is BifrostSource.ConfigFile, refused);
            return (database, null);
        }
        catch (SqliteException error)
        {
            return (null, error.SqliteErrorCode is 26 or 11
                ? "This is no SQLite database, or it is damaged, or it was written to while it was read. Stop Bifrost, or make a backup of the file, and read that."
                : $"SQLite cannot read it (error {error.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture)}).");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, error.Message);
        }
        catch (PostgresException error)
        {
            return (null, $"PostgreSQL refuses: {error.MessageText} ({error.SqlState}).");
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or ArgumentException)
        {
            return (null, "The PostgreSQL server cannot be reached. Check host, port, TLS and that it takes connections from here.");
        }
        finally
        {
            if (database is null)
            {
                if (connection is not null)
                    await connection.DisposeAsync();
                copy?.Dispose();
            }
        }
    }

    /// <summary>The rows of a query, each the same object on the next row.</summary>
    public async IAsyncEnumerable<BifrostRow> RowsAsync(string sql, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql);
        await using var reader = await SoundAsync(() => command.ExecuteReaderAsync(cancellation));
        var row = new BifrostRow(reader);
        while (await SoundAsync(() => reader.ReadAsync(cancellation)))
        {
            row.Begin();
            yield return row;
        }
    }

    /// <summary>Rows of all tables that are read.</summary>
    public async Task<int> CountRowsAsync(CancellationToken cancellation)
    {
        var rows = 0;
        foreach (var table in new[] { BifrostShape.Clients, BifrostShape.Keys, BifrostShape.VirtualMcps, Shape.Tokens, BifrostShape.HeaderCredentials, Shape.Flows, BifrostShape.HeaderFlows })
            rows += await CountAsync(table, cancellation);
        return rows;
    }

    public async Task<int> CountAsync(string table, CancellationToken cancellation)
    {
        if (!Shape.Has(table))
            return 0;
        await using var command = Command(connection, transaction, $"SELECT COUNT(*) FROM {table}");
        return Convert.ToInt32(await SoundAsync(() => command.ExecuteScalarAsync(cancellation)), CultureInfo.InvariantCulture);
    }

    /// <summary>Damage of this file is told apart from damage of ours, which is written at the same time.</summary>
    private static async Task<T> SoundAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            throw new BifrostDamagedException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        copy?.Dispose();
    }

    /// <summary>Nothing can be written, and nobody's SQL runs from the database itself.</summary>
    private static async Task GuardAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, connection is NpgsqlConnection ? "SET TRANSACTION READ ONLY" : "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<Dictionary<string, IReadOnlySet<string>>> TablesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, connection is NpgsqlConnection
            ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ANY(current_schemas(false))"
            : "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new Dictionary<string, IReadOnlySet<string>>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
                tables[reader.GetString(0)] = columns = new HashSet<string>();
            ((HashSet<string>)columns).Add(reader.GetString(1));
        }
        return tables;
    }

    private static DbCommand Command(DbConnection connection, DbTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }
}

/// <summary>The file that is read is damaged.</summary>
internal sealed class BifrostDamagedException : Exception;
