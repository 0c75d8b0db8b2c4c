using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// The SQL that EF makes of a part's query, kept for the life of the process. Walking the expression costs EF milliseconds a query, and a
/// plan asks sixteen; only the parameter values differ. They are found once by marker values, so nothing depends on EF's names for them.
/// </summary>
internal sealed class PartSql
{
    private static readonly PolicyOverlay Markers = new([-101], [-102], [-103], [-106], [-107], [-109]);
    private static readonly int[] LackingMarker = [-110];
    private const Reason ReasonMarker = (Reason)(-111);
    private static readonly ConcurrentDictionary<(Part, Type Scope, Type Doomed, bool Moving), PartSql> Known = new();
    private readonly string text;
    private readonly IReadOnlyList<(string Name, object? Value)> parameters;

    private readonly Aspect aspect;

    private PartSql(DbCommand command, Aspect aspect)
    {
        this.aspect = aspect;
        text = command.CommandText;
        parameters = [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))];
    }

    /// <summary>Columns: client, identity kind, identity, id, move, reason, status before.</summary>
    public static PartSql Moving(Part part, PlanContext context, Question question) =>
        Known.GetOrAdd((part, question.Scope.GetType(), question.Doomed.GetType(), true), _ => Of(part.Moving(context.Db, Marked(question)).Select(row => new
        {
            row.McpClientId,
            row.IdentityKind,
            row.IdentityId,
            row.Id,
            row.Move,
            row.Reason,
            row.From,
        }), part.Aspect));

    /// <summary>Gives the columns of <see cref="Moving"/> names of ours, to filter and sort by; the SELECT follows. Found once when it is asked for more than a page.</summary>
    public static string Named(string sql, bool once) =>
        $"WITH moving(mcp_client_id, identity_kind, identity_id, id, move, reason, was) AS {(once ? "MATERIALIZED" : "NOT MATERIALIZED")} (\n{sql}\n)";

    /// <summary>One column: the id of each row in play.</summary>
    public static PartSql InPlay(Part part, PlanContext context, Question question) =>
        Known.GetOrAdd((part, question.Scope.GetType(), question.Doomed.GetType(), false), _ => Of(part.InPlay(context.Db, Marked(question)), part.Aspect));

    /// <summary>The statement with <paramref name="around"/> put around the SQL, and its values.</summary>
    public DbCommand Command(PlanContext context, Question question, Func<string, string> around)
    {
        var command = context.Statement(around(text));
        foreach (var (name, value) in Values(question))
            Bind(command, name, value);
        return command;
    }

    // A part asks either of the scope or of the doomed rows, so both may have the same markers.
    private static Question Marked(Question question) => new(question.Scope.Marked(), question.Doomed.Marked(), Markers, LackingMarker, ReasonMarker);

    private IEnumerable<(string Name, object? Value)> Values(Question question)
    {
        var values = new Dictionary<string, object>
        {
            [Marker(Markers.Touched)] = question.Overlay.Touched,
            [Marker(Markers.Granted)] = question.Overlay.Granted,
            [Marker(Markers.Denied)] = question.Overlay.Denied,
            [Marker(Markers.Opened)] = question.Overlay.Opened,
            [Marker(Markers.Closed)] = question.Overlay.Closed,
            [Marker(Markers.Gone)] = question.Overlay.Gone,
            [Marker(LackingMarker)] = question.Lacking,
            [Marker((int)ReasonMarker)] = (int)question.Reason,
        };
        var scope = aspect == Aspect.Deletion ? question.Doomed : question.Scope;
        foreach (var (marker, value) in scope.Marked().Parameters.Zip(scope.Parameters))
            values[Marker(marker)] = value;
        return parameters.Select(parameter => (parameter.Name, values.TryGetValue(Known(parameter.Value), out var value) ? Bound(value) : parameter.Value));

        // A set travels as the JSON it is, a number as itself.
        static string Known(object? marked) => marked as string ?? (marked is Enum number ? number.ToString("D") : Convert.ToString(marked, CultureInfo.InvariantCulture)) ?? "";
        static object Bound(object value) => value is Array ? JsonSerializer.Serialize(value) : value;
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

    private static PartSql Of<T>(IQueryable<T> query, Aspect aspect)
    {
        using var command = query.CreateDbCommand();
        return new PartSql(command, aspect);
    }

    private static string Marker(object value) => JsonSerializer.Serialize(value);
}
