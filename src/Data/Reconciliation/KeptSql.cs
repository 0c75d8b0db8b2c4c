using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// The SQL that EF makes of a query, kept for the life of the process: walking the expression costs EF milliseconds a query, and a plan
/// asks sixteen. It depends on the shape of the question alone; the values stand in the <see cref="PlanTables"/>.
/// </summary>
internal sealed class KeptSql
{
    private static readonly ConcurrentDictionary<object, KeptSql> Known = new();
    private readonly string text;
    private readonly IReadOnlyList<(string Name, object? Value)> constants;

    private KeptSql(DbCommand command)
    {
        text = command.CommandText;
        constants = [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))];
    }

    /// <summary>The SQL of a query; the query is made only when no other of the same key was.</summary>
    public static KeptSql Of<T>(object key, Func<IQueryable<T>> query) => Known.GetOrAdd(key, _ =>
    {
        using var command = query().CreateDbCommand();
        return new KeptSql(command);
    });

    /// <summary>The statement with <paramref name="around"/> put around the SQL.</summary>
    public DbCommand Command(PlanContext context, Func<string, string> around)
    {
        var command = context.Statement(around(text));
        foreach (var (name, value) in constants)
            Bind(command, name, value);
        return command;
    }

    /// <summary>Sets one parameter.</summary>
    public static void Bind(DbCommand command, string name, object? value)
    {
        if (!command.Parameters.Contains(name))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        command.Parameters[name].Value = value ?? DBNull.Value;
    }
}
