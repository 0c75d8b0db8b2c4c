using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines;

/// <summary>
/// Everything that the text of a kept statement, and the values that are written into it, depend on. Each statement has a record of its own, so
/// that no two share a key by accident.
/// </summary>
internal abstract record StatementShape;

/// <summary>
/// The SQL that EF makes of a query, kept for the life of the process: to walk the expression costs EF milliseconds. It is found again by the engine
/// and the shape of what is asked. Values come in as parameters, which are found by marker values, or stand in tables of the connection. Columns are
/// read by the names of the members they are projected to: nothing depends on the order in which EF writes them, nor on its parameters' names.
/// </summary>
internal sealed class KeptStatement
{
    private static readonly ConcurrentDictionary<(string? Engine, StatementShape Shape), KeptStatement> Known = new();
    private readonly (string Name, object? Value, int Place)[] parameters;

    private KeptStatement(DbCommand command, object[] markers, string[] columns)
    {
        Text = command.CommandText;
        Columns = columns;
        parameters = [.. command.Parameters.Cast<DbParameter>().Select(parameter =>
            (parameter.ParameterName, parameter.Value, Array.FindIndex(markers, marker => Plain(marker) == Plain(parameter.Value))))];
        if (markers.Where((_, place) => parameters.All(parameter => parameter.Place != place)).Any())
            throw new InvalidOperationException($"A value is no parameter of the statement: {Text}");
    }

    /// <summary>
    /// Of tests: whether a statement that is known is made anew and held against the one that is kept, so that a value which is missing in its shape is
    /// found. Null in the product.
    /// </summary>
    internal static Func<StatementShape, bool>? IsCompared { get; set; }

    /// <summary>The SQL.</summary>
    public string Text { get; }

    /// <summary>The members of a row: the names of its columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The statement of a query; the query is made only when none of the same shape was.</summary>
    /// <param name="db">A context on the engine that is asked.</param>
    /// <param name="shape">What the statement depends on.</param>
    /// <param name="query">It projects to the members of a type.</param>
    /// <param name="markers">Values in the query in whose place others are bound, in this order.</param>
    public static KeptStatement Of<T>(DashboardDbContext db, StatementShape shape, Func<IQueryable<T>> query, params object[] markers)
    {
        var key = (db.Database.ProviderName, shape);
        if (!Known.TryGetValue(key, out var known))
            return Known.GetOrAdd(key, static (_, made) => made, Make(query, markers));
        if (IsCompared?.Invoke(shape) == true && Make(query, markers) is var anew && (anew.Text != known.Text || !anew.parameters.SequenceEqual(known.parameters)))
            throw new InvalidOperationException($"{shape} does not say everything that its statement depends on.\nKept:\n{known}\nAsked for:\n{anew}");
        return known;
    }

    /// <summary>The columns for a SELECT from this statement under an alias.</summary>
    public string Select(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.\"{column}\""));

    /// <summary>
    /// An INSERT of all rows into a table whose columns have the members' names; rows that are there already are passed over.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="constant">A column that is the same in every row, and its value.</param>
    public string InsertInto(string table, (string Column, int Value)? constant = null)
    {
        var columns = string.Join(", ", Columns.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
        return $"INSERT INTO {table} ({(constant is { } named ? $"{named.Column}, " : "")}{columns})\n" +
            $"SELECT {(constant is { } given ? $"{given.Value}, " : "")}{Select("kept")} FROM (\n{Text}\n) AS kept WHERE 1 = 1 ON CONFLICT DO NOTHING";
    }

    /// <summary>Gives a command the parameters of the statement.</summary>
    public void AddTo(DbCommand command)
    {
        foreach (var (name, value, _) in parameters)
            Set(command, name, value is Enum number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : value);
    }

    /// <summary>Sets the values that stand in place of the markers, in their order.</summary>
    public void Bind(DbCommand command, ReadOnlySpan<object> values)
    {
        for (var at = 0; at < parameters.Length; at++)
            if (parameters[at].Place >= 0)
                command.Parameters[at].Value = values[parameters[at].Place];
    }

    /// <summary>Sets one parameter.</summary>
    public static void Set(DbCommand command, string name, object? value)
    {
        if (!command.Parameters.Contains(name))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        command.Parameters[name].Value = value ?? DBNull.Value;
    }

    public override string ToString() => $"{Text}\n{string.Join(", ", parameters.Select(parameter => $"{parameter.Name} = {parameter.Value}"))}";

    private static KeptStatement Make<T>(Func<IQueryable<T>> query, object[] markers)
    {
        using var command = query().CreateDbCommand();
        return new KeptStatement(command, markers, [.. typeof(T).GetProperties().Select(member => member.Name)]);
    }

    private static string Plain(object? value) =>
        value is Enum number ? number.ToString("D") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
