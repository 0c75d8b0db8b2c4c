using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Does something to every connection that is opened, after the product has set it up.</summary>
public sealed class Watched(Action<SqliteConnection> opened) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => opened((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        opened((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}
