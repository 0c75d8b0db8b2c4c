using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>The SQL that EF makes of a query, once. Its parameters are found by marker values, so nothing depends on the names EF gives them.</summary>
internal sealed class AccessStatement
{
    private readonly string text;
    private readonly (string Name, object? Value, int Place)[] parameters;

    private AccessStatement(DbCommand command, object[] markers)
    {
        text = command.CommandText;
        parameters = [.. command.Parameters.Cast<DbParameter>().Select(parameter =>
            (parameter.ParameterName, parameter.Value, Array.FindIndex(markers, marker => Plain(marker) == Plain(parameter.Value))))];
        if (markers.Where((_, place) => parameters.All(parameter => parameter.Place != place)).Any())
            throw new InvalidOperationException($"A value is no parameter of the statement: {text}");
    }

    public static AccessStatement Of<T>(IQueryable<T> query, params object[] markers)
    {
        using var command = query.CreateDbCommand();
        return new AccessStatement(command, markers);
    }

    public DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // EF's own text, made of an expression
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value, _) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value is Enum number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public void Bind(DbCommand command, ReadOnlySpan<object> values)
    {
        for (var at = 0; at < parameters.Length; at++)
            if (parameters[at].Place >= 0)
                command.Parameters[at].Value = values[parameters[at].Place];
    }

    private static string Plain(object? value) =>
        value is Enum number ? number.ToString("D") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
