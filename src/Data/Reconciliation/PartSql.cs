using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// The SQL that EF makes of a part's query, kept for the life of the process. Walking the expression costs EF milliseconds a query, and a
/// plan asks sixteen; only the parameter values differ. They are found once by marker values, so nothing depends on EF's names for them.
/// </summary>
internal sealed class PartSql
{
    private static readonly PolicyOverlay Markers = new([-101], [-102], [-103], [-106], [-107]);
    private static readonly ConcurrentDictionary<(CredentialKind, IdentityKind, Type Scope, bool Moving), PartSql> Known = new();
    private readonly string text;
    private readonly IReadOnlyList<(string Name, object? Value)> parameters;

    private PartSql(DbCommand command)
    {
        text = command.CommandText;
        parameters = [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))];
    }

    /// <summary>Columns: client, identity kind, identity, id, move, reason, status before.</summary>
    public static PartSql Moving(Part part, PlanContext context, Scope scope) =>
        Known.GetOrAdd((part.Kind, part.Identity, scope.GetType(), true), _ => Of(part.Moving(context.Db, scope.Marked(), Markers).Select(row => new
        {
            row.McpClientId,
            row.IdentityKind,
            row.IdentityId,
            row.Id,
            row.Move,
            row.Reason,
            row.From,
        })));

    /// <summary>Gives the columns of <see cref="Moving"/> names of ours, to filter and sort by; the SELECT follows. Found once when it is asked for more than a page.</summary>
    public static string Named(string sql, bool once) =>
        $"WITH moving(mcp_client_id, identity_kind, identity_id, id, move, reason, was) AS {(once ? "MATERIALIZED" : "NOT MATERIALIZED")} (\n{sql}\n)";

    /// <summary>One column: the id of each row in play.</summary>
    public static PartSql InPlay(Part part, PlanContext context, Scope scope) =>
        Known.GetOrAdd((part.Kind, part.Identity, scope.GetType(), false), _ => Of(part.InPlay(context.Db, scope.Marked())));

    /// <summary>The statement with <paramref name="around"/> put around the SQL, and its values.</summary>
    public DbCommand Command(PlanContext context, Scope scope, PolicyOverlay overlay, Func<string, string> around)
    {
        var command = context.Statement(around(text));
        foreach (var (name, value) in Values(scope, overlay))
            Bind(command, name, value);
        return command;
    }

    private IEnumerable<(string Name, object? Value)> Values(Scope scope, PolicyOverlay overlay)
    {
        var values = new Dictionary<string, object>
        {
            [Marker(Markers.Touched)] = overlay.Touched,
            [Marker(Markers.Granted)] = overlay.Granted,
            [Marker(Markers.Denied)] = overlay.Denied,
            [Marker(Markers.Opened)] = overlay.Opened,
            [Marker(Markers.Closed)] = overlay.Closed,
        };
        foreach (var (marker, value) in scope.Marked().Parameters.Zip(scope.Parameters))
            values[Marker(marker)] = value;
        return parameters.Select(parameter => (parameter.Name, values.TryGetValue(Known(parameter.Value), out var value) ? Bound(value) : parameter.Value));

        // A set travels as the JSON it is, a number as itself.
        static string Known(object? marked) => marked as string ?? Convert.ToString(marked, CultureInfo.InvariantCulture) ?? "";
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

    private static PartSql Of<T>(IQueryable<T> query)
    {
        using var command = query.CreateDbCommand();
        return new PartSql(command);
    }

    private static string Marker(object value) => JsonSerializer.Serialize(value);
}
