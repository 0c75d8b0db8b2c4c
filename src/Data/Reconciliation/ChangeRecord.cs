using System.Data.Common;
using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// Writes what a change moved, row by row, with one <c>INSERT … SELECT</c> around the SQL that EF makes of the transitions. EF has no such
/// statement of its own; the agreement test holds the recorded rows equal to the plan's.
/// </summary>
internal static class ChangeRecord
{
    public static async Task<int> InsertAsync(
        DashboardDbContext db, long changeId, CredentialKind kind, IQueryable<Transition> transitions, CancellationToken cancellation)
    {
        var rows = transitions.Select(row => new
        {
            row.McpClientId,
            row.IdentityKind,
            row.IdentityId,
            row.Id,
            row.Move,
            row.Reason,
            row.From,
        });
        await using var command = rows.CreateDbCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText =
            "INSERT INTO changed_credentials (change_id, kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, \"from\")\n" +
            $"SELECT @gh_change, @gh_kind, moving.* FROM (\n{command.CommandText}\n) AS moving";
        Bind(command, "@gh_change", changeId);
        Bind(command, "@gh_kind", (int)kind);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Bind(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
