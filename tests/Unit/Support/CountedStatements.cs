using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Counts every statement that SQLite runs on the connections of a database, whoever made it. A trigger that fires is none.</summary>
public sealed class CountedStatements : DbConnectionInterceptor
{
    public int Count { get; set; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Trace(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Trace(connection);
        return Task.CompletedTask;
    }

    private void Trace(DbConnection connection) =>
        raw.sqlite3_trace(((SqliteConnection)connection).Handle, (strdelegate_trace)((_, sql) => Count += sql.StartsWith("--", StringComparison.Ordinal) ? 0 : 1), null);
}
