using System.Text.Json;
using Gatehouse.Data.Engines;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation.Edits;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>The steps of one commit, inside the transaction its caller opened.</summary>
/// <param name="context">Where it reads.</param>
/// <param name="step">Where it writes, and what whoever commits may do.</param>
/// <param name="edit">What is committed.</param>
/// <param name="request">Who, from where, and what they reviewed.</param>
/// <param name="isForNewObject">The object that the edit names was made in the same transaction.</param>
internal sealed class Commit(PlanContext context, WriteStep step, Edit edit, CommitRequest request, bool isForNewObject = false)
{
    private readonly DashboardDbContext db = step.Db;
    private readonly DateTimeOffset now = step.Now;

    public async Task<CommitOutcome> RunAsync(CancellationToken cancellation)
    {
        var (resolved, errors) = await Resolver.ResolveAsync(db, edit, cancellation);
        if (resolved is null)
            return await AlreadyAsync(db, request, cancellation) ?? new CommitOutcome.Rejected(errors);
        if (step.Role < resolved.Needs)
            return new CommitOutcome.NotAllowed(resolved.Needs);
        resolved = resolved with { IsForNewObject = isForNewObject };
        // The rows are found once: written to the record, and the plan is made of what is written. Whatever does not end in a commit
        // is rolled back with the transaction.
        await context.AskAsync(resolved, cancellation);
        var change = await AddChangeAsync(resolved, cancellation);
        using var record = new ChangeRecord(context, change);
        var plan = await new Planner(context, resolved, now, part => record.WriteAsync(part, cancellation)).PlanAsync(cancellation);
        if (request.Fingerprint is { } expected && expected != plan.Fingerprint)
            return await AlreadyAsync(db, request, cancellation) ?? await StaleAsync(plan, cancellation);
        if (plan.IsEmpty)
            return new CommitOutcome.Nothing(plan);
        if (request is { Fingerprint: null, Guardrail: { } guardrail } && await guardrail.IsOverAsync(plan.Totals.Lost, cancellation))
            return new CommitOutcome.OverGuardrail(plan);
        await db.Changes.Where(row => row.Id == change).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Tallies, plan.Tallies).SetProperty(row => row.Fingerprint, plan.Fingerprint), cancellation);
        var moved = await RecordedRows.MoveAsync(step, plan, change, cancellation);
        await PolicyWriter.WriteAsync(step, resolved, change, cancellation);
        await context.Chain.AddAsync(step.Db, change, record.End(resolved.Grants), now, cancellation);
        step.HasChange();

        if (record.Written != plan.Totals.Moving || moved != plan.Totals.Moving || await StillMovingAsync(cancellation))
            return new CommitOutcome.Broken(Ids.New("broken"));
        if (request.Along is { } along)
            await along(step);
        return new CommitOutcome.Committed(change, plan);
    }

    /// <summary>After a commit re-planning its scope, now from the tables alone, must be empty.</summary>
    private async Task<bool> StillMovingAsync(CancellationToken cancellation)
    {
        await context.AskAgainAsync(cancellation);
        foreach (var part in context.Parts)
            if (await part.AnyMovingAsync(context, cancellation))
                return true;
        return false;
    }

    /// <summary>The change that committed this very plan before; null: none did, or no plan was named.</summary>
    public static async Task<CommitOutcome?> AlreadyAsync(DashboardDbContext db, CommitRequest request, CancellationToken cancellation)
    {
        var did = request.Fingerprint is null ? null : await db.Changes
            .Where(change => change.Fingerprint == request.Fingerprint).OrderByDescending(change => change.Id).Select(change => (long?)change.Id).FirstOrDefaultAsync(cancellation);
        return did is null ? null : new CommitOutcome.AlreadyCommitted(did.Value);
    }

    private async Task<CommitOutcome> StaleAsync(Plan fresh, CancellationToken cancellation)
    {
        var since = request.Reviewed?.MadeAt ?? DateTimeOffset.MinValue;
        var keys = fresh.EditedKeys.ToArray();
        var clients = fresh.EditedClients.ToArray();
        var profiles = fresh.EditedProfiles.ToArray();
        var groups = fresh.EditedGroups.ToArray();
        var changes = await db.Changes
            .Where(change => change.CommittedAt >= since
                && (db.ChangedGrants.Any(row => row.ChangeId == change.Id && (keys.Contains(row.VirtualKeyId) || clients.Contains(row.McpClientId)))
                    || db.ChangedObjects.Any(row => row.ChangeId == change.Id
                        && ((row.Kind == ObjectKind.VirtualKey && keys.Contains(row.ObjectId)) || (row.Kind == ObjectKind.McpClient && clients.Contains(row.ObjectId))
                            || (row.Kind == ObjectKind.AccessProfile && profiles.Contains(row.ObjectId)) || (row.Kind == ObjectKind.Group && groups.Contains(row.ObjectId))))))
            .OrderByDescending(change => change.Id).Take(5)
            .Select(change => new MovedBy(change.Id, change.Actor, change.CommittedAt, change.Policy))
            .ToArrayAsync(cancellation);
        return new CommitOutcome.Stale(fresh, new Moved(changes, request.Reviewed?.Totals, fresh.Totals));
    }

    private async Task<long> AddChangeAsync(ResolvedEdit resolved, CancellationToken cancellation)
    {
        var change = new Change
        {
            CommittedAt = now,
            Actor = request.Actor.Name,
            Origin = (ChangeOrigin)request.Actor.Origin,
            EditKind = edit.Kind,
            Edit = JsonSerializer.Serialize(edit, DataJson.Options),
            Policy = resolved.Policy,
            Tallies = [],
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(),
            Fingerprint = "",
            UndoesChangeId = resolved.UndoesChangeId,
            Inverse = resolved.Inverse is null ? null : JsonSerializer.Serialize(resolved.Inverse, DataJson.Options),
        };
        db.Changes.Add(change);
        await db.SaveChangesAsync(cancellation);
        return change.Id;
    }
}
