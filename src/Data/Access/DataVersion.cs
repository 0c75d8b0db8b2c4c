using System.Data.Common;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>
/// The version of policy, read only when the database moved at all: the engine's own number says that, on a connection that never writes, in about
/// two microseconds and without a lock that anybody waits for.
/// </summary>
internal sealed class DataVersion(IDbContextFactory<DashboardDbContext> contexts) : IDisposable
{
    private readonly Lock reading = new();
    private DashboardDbContext? owner;
    private DbCommand? moved;
    private DbCommand? version;
    private (long At, long Version)? last;

    public long Read()
    {
        lock (reading)
        {
            var at = (long)(moved ??= Open()).ExecuteScalar()!;
            if (last is not { } known || known.At != at)
                // Read after the number: it is at least as new, and what is read under it newer still.
                last = known = (at, (long)version!.ExecuteScalar()!);
            return known.Version;
        }
    }

    public void Dispose()
    {
        moved?.Dispose();
        version?.Dispose();
        owner?.Dispose();
    }

    private DbCommand Open()
    {
        owner = contexts.CreateDbContext();
        owner.Database.OpenConnection();
        version = Command(PolicyVersion.Sql);
        return Command(Engine.Of(owner).DataVersionSql);

        DbCommand Command(string sql)
        {
            var command = owner.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a text of ours
            command.CommandText = sql;
#pragma warning restore CA2100
            return command;
        }
    }
}
