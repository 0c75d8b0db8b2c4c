using System.Data.Common;
using System.Globalization;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Import;

/// <summary>Prepared INSERTs in the transaction of a write. Seeding a million rows through tracked entities takes minutes more.</summary>
internal sealed class Inserts(WriteStep step) : IDisposable
{
    private readonly DbConnection connection = step.Db.Database.GetDbConnection();
    private readonly DbTransaction transaction = step.Db.Database.CurrentTransaction!.GetDbTransaction();
    private readonly Engine engine = Engine.Of(step.Db);
    private readonly Dictionary<string, DbCommand> commands = [];

    /// <summary>Inserts a row; false when a constraint refuses it, and then the row is not there.</summary>
    public bool TryInsert(string table, params (string Column, object? Value)[] values)
    {
        try
        {
            Command(table, values, "").ExecuteNonQuery();
            return true;
        }
        catch (DbException refused) when (engine.RefusalOf(refused) is DatabaseRefusal.Taken or DatabaseRefusal.Rule)
        {
            return false;
        }
    }

    /// <summary>Inserts a row whose id the database makes; null when a constraint refuses it.</summary>
    public int? TryInsertWithId(string table, params (string Column, object? Value)[] values)
    {
        try
        {
            return Convert.ToInt32(Command(table, values, " RETURNING id").ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (DbException refused) when (engine.RefusalOf(refused) is DatabaseRefusal.Taken or DatabaseRefusal.Rule)
        {
            return null;
        }
    }

    public void Delete(string table, long id)
    {
        using var command = Make($"DELETE FROM {table} WHERE id = {id.ToString(CultureInfo.InvariantCulture)}");
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
    }

    private DbCommand Command(string table, (string Column, object? Value)[] values, string tail)
    {
        if (!commands.TryGetValue(table, out var command))
        {
            command = commands[table] = Make($"INSERT INTO {table} ({string.Join(", ", values.Select(value => $"\"{value.Column}\""))}) " +
                $"VALUES ({string.Join(", ", values.Select((_, at) => $"@p{at}"))}){tail}");
            foreach (var at in Enumerable.Range(0, values.Length))
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{at}";
                command.Parameters.Add(parameter);
            }
            command.Prepare();
        }
        for (var at = 0; at < values.Length; at++)
            command.Parameters[at].Value = engine.Stored(values[at].Value);
        return command;
    }

    private DbCommand Make(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
