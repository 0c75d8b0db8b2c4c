using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Assign;

/// <summary>Checks what somebody wants to assign, row by row, against what there is. Writes nothing, decides no consequence: it ends in an edit.</summary>
public sealed class AssignCheck(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>The longest file that is read.</summary>
    public const long MostBytes = 50L << 20;

    /// <summary>Rows a file may have.</summary>
    public const int MostRows = 200_000;

    /// <summary>Keys times clients that all rows may mean together.</summary>
    public const int MostGrants = 2_000_000;

    private const int Step = 2_000;

    /// <summary>Rows of a CSV file or a SCIM bulk request (docs/assign.md).</summary>
    /// <param name="stream">Read once, from where it stands.</param>
    /// <param name="progress">Told the rows read, every now and then and at the end.</param>
    /// <param name="cancellation">Between rows.</param>
    public async Task<AssignOutcome> FileAsync(Stream stream, Func<int, Task>? progress = null, CancellationToken cancellation = default)
    {
        var reader = new AssignReader(stream);
        var (rows, errors, read) = (new List<AssignRow>(), new List<RowError>(), 0);
        try
        {
            await foreach (var one in reader.ReadAsync(cancellation))
            {
                if (++read > MostRows)
                    throw new UnreadableException(null, $"The file has more than {MostRows:N0} rows. Split it.");
                if (one.Row is { } row)
                    rows.Add(row);
                else
                    errors.Add(one.Error!);
                if (read % Step == 0 && progress is not null)
                    await progress(read);
            }
        }
        catch (UnreadableException wrong)
        {
            return new AssignOutcome.Unreadable(wrong.Line, wrong.Message);
        }
        if (read == 0)
            return new AssignOutcome.Unreadable(null, "The file has no rows: there is nothing to assign.");
        if (progress is not null)
            await progress(read);
        return await Task.Run(() => CheckAsync(rows, errors, reader.FailOnErrors, null, cancellation), cancellation);
    }

    /// <summary>The same clients for every key that was picked, by itself or through its owner.</summary>
    public Task<AssignOutcome> ChosenAsync(AssignChoice choice, CancellationToken cancellation = default)
    {
        AssignAsk[] asks = [
            .. choice.Grant.Select(grant => new AssignAsk(grant.McpClientId, BulkAction.Grant, ToolList.Of(grant.ToolsToExecute))),
            .. choice.Revoke.Select(client => new AssignAsk(client, BulkAction.Revoke, null))];
        List<AssignRow> rows = [
            .. choice.Keys.Select(key => new AssignRow(0, AssignTo.VirtualKey, key, asks)),
            .. choice.Users.Select(user => new AssignRow(0, AssignTo.User, user, asks)),
            .. choice.Groups.Select(group => new AssignRow(0, AssignTo.Group, group, asks))];
        var who = choice.IsEverybody ? new BulkWho(All: true) : new BulkWho(choice.Keys, choice.Users, choice.Groups);
        return Task.Run(() => CheckAsync(rows, [], null, new Edit.Bulk(who, choice.Grant, choice.Revoke), cancellation), cancellation);
    }

    /// <summary>The same rows, looked up as things are now.</summary>
    public Task<AssignOutcome> AgainAsync(AssignSheet sheet, CancellationToken cancellation = default)
    {
        var (rows, errors, edit) = sheet.Origin;
        return Task.Run(() => CheckAsync(rows, [.. errors], sheet.FailOnErrors, edit, cancellation), cancellation);
    }

    private async Task<AssignOutcome> CheckAsync(
        List<AssignRow> rows, List<RowError> errors, int? failOnErrors, Edit.Bulk? edit, CancellationToken cancellation)
    {
        RowError[] malformed = [.. errors];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var total = rows.Count + errors.Count;
        var lookups = new Lookups(db, cancellation);
        await lookups.ReadAsync(rows);
        var (meant, grants) = (new List<ResolvedRow>(rows.Count), 0L);
        foreach (var row in rows)
        {
            if (ResolvedRow.Of(row, lookups, out var error) is not { } found)
                errors.Add(error!);
            else if ((grants += (long)found.Keys.Length * found.Clients.Length) > MostGrants)
                return new AssignOutcome.Unreadable(row.Line, $"All rows together mean more than {MostGrants:N0} grants. Split the file.");
            else
                meant.Add(found);
        }
        var clashes = Clashes.Of(meant, lookups);
        // Picked by themselves and through their owner, keys meet and agree; there is no row to correct.
        ResolvedRow[] valid = [.. meant.Where(row => edit is not null || !clashes.ContainsKey(row))];
        if (edit is null)
            errors.AddRange(clashes.Values);
        var standing = await lookups.StandingAsync(
            [.. valid.SelectMany(row => row.Keys).Distinct()], [.. valid.SelectMany(row => row.Clients).Distinct()]);
        return new AssignOutcome.Checked(new AssignSheet(
            valid, [.. errors.OrderBy(error => error.Line)], total, failOnErrors, standing, lookups, edit)
        { Origin = (rows, malformed, edit) });
    }
}

/// <summary>Whose keys, and which clients: what is picked on the page, in public ids.</summary>
/// <param name="Keys">Virtual keys; all there are, when <paramref name="IsEverybody"/>.</param>
/// <param name="Users">Users: the keys they own.</param>
/// <param name="Groups">Groups: the keys they and their members own.</param>
/// <param name="Grant">Clients to grant, with their tools.</param>
/// <param name="Revoke">Clients to revoke.</param>
/// <param name="IsEverybody">Every virtual key is meant.</param>
public sealed record AssignChoice(
    IReadOnlyList<string> Keys, IReadOnlyList<string> Users, IReadOnlyList<string> Groups,
    IReadOnlyList<ClientTools> Grant, IReadOnlyList<string> Revoke, bool IsEverybody = false);
