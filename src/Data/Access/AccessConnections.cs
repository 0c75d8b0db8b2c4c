using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>Connections whose statements stay prepared from one check to the next: SQLite takes ten times longer to prepare them than to run them.</summary>
internal sealed class AccessConnections(IDbContextFactory<DashboardDbContext> contexts) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<AccessConnection> idle = [];

    public AccessConnection Take() => idle.TryTake(out var connection) ? connection : new AccessConnection(contexts.CreateDbContext());

    /// <summary>One that broke is thrown away.</summary>
    public void Return(AccessConnection connection, bool isWhole)
    {
        if (isWhole && idle.Count < MostIdle)
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
internal sealed class AccessConnection : IDisposable
{
    private readonly DashboardDbContext owner;
    private readonly Dictionary<AccessStatement, DbCommand> prepared = [];
    private DbTransaction? moment;

    public AccessConnection(DashboardDbContext owner)
    {
        this.owner = owner;
        owner.Database.OpenConnection();
    }

    private DbConnection Connection => owner.Database.GetDbConnection();

    /// <summary>What is run until it is disposed sees one moment, and nobody waits for it.</summary>
    public DbTransaction BeginRead() => moment = Connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : Connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    /// <summary>The rows of a statement; <paramref name="values"/> in the order of its markers.</summary>
    public List<T> Rows<T>(AccessStatement statement, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        if (!prepared.TryGetValue(statement, out var command))
            prepared[statement] = command = statement.Command(Connection);
        command.Transaction = moment;
        statement.Bind(command, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        owner.Dispose();
    }
}
