using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation.Edits;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>
/// Plans, pages and commits edits: the one way anything that moves a credential is decided, whoever asks.
/// Safe to use from several threads; each call has a context of its own.
/// </summary>
public sealed class Reconciler(
    PlanConnections connections, Writes writes, TimeProvider clock, ILogger<Reconciler> log)
{
    /// <summary>What <paramref name="edit"/> would do, at one moment. Takes no write lock.</summary>
    public async Task<PlanOutcome> PlanAsync(Edit edit, CancellationToken cancellation = default)
    {
        var began = clock.GetTimestamp();
        await using var context = await ReadAsync(cancellation);
        var outcome = await PlanAsync(context, edit, clock.GetUtcNow(), isForNewObject: false, cancellation);
        ReconcilerMeter.Planned(edit, outcome, clock.GetElapsedTime(began));
        return outcome;
    }

    /// <summary>The same inside a transaction that is open already.</summary>
    internal static async Task<PlanOutcome> PlanAsync(PlanContext context, Edit edit, DateTimeOffset now, bool isForNewObject, CancellationToken cancellation)
    {
        var (resolved, errors) = await Resolver.ResolveAsync(context.Db, edit, cancellation);
        if (resolved is null)
            return new PlanOutcome.Rejected(errors);
        resolved = resolved with { IsForNewObject = isForNewObject };
        await context.AskAsync(resolved, cancellation);
        return new PlanOutcome.Planned(await new Planner(context, resolved, now, part => part.StreamAsync(context, cancellation)).PlanAsync(cancellation));
    }

    /// <summary>Plans what is about nothing, so that the first real plans find their SQL made. Reads no row that an edit could move.</summary>
    public async Task RehearseAsync(CancellationToken cancellation = default)
    {
        foreach (var resolved in Rehearsal.ResolvedEdits())
        {
            await using var context = await ReadAsync(cancellation);
            await context.AskAsync(resolved, cancellation);
            foreach (var part in Part.Of(resolved))
                await part.AnyMovingAsync(context, cancellation);
            if (resolved.Scope is not (Scope.OfClient or Scope.Matrix))
                continue;
            await context.KeepReachAsync(cancellation);
            foreach (var part in Part.Of(resolved))
                await part.AnyMovingAsync(context, cancellation);
        }
    }

    /// <summary>A page of the rows that <paramref name="edit"/> would move, in the order client, identity, id.</summary>
    public async Task<TransitionPage> PageAsync(Edit edit, TransitionQuery query, CancellationToken cancellation = default)
    {
        await using var context = await ReadAsync(cancellation);
        var (resolved, errors) = await Resolver.ResolveAsync(context.Db, edit, cancellation);
        if (resolved is null)
            return TransitionPage.Refused(errors);
        await context.AskAsync(resolved, cancellation, all: query.WithTotal);
        return await TransitionPages.PageAsync(context, resolved, query, cancellation);
    }

    /// <summary>What <paramref name="edit"/> would move behind each of these virtual keys, users or groups (public ids), for what is on the screen.</summary>
    public async Task<IReadOnlyDictionary<string, MoveCounts>> TallyAsync(
        Edit edit, ObjectKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        await using var context = await ReadAsync(cancellation);
        var (resolved, _) = await Resolver.ResolveAsync(context.Db, edit, cancellation);
        if (resolved is null)
            return new Dictionary<string, MoveCounts>();
        await context.AskAsync(resolved, cancellation, all: false);
        return await PartyTallies.OfAsync(context, kind, ids, cancellation);
    }

    /// <summary>Public ids of the MCP clients that a virtual key (public id) would reach; none when the edit cannot be planned.</summary>
    public async Task<IReadOnlySet<string>> ReachedAsync(Edit edit, string virtualKeyId, CancellationToken cancellation = default)
    {
        await using var context = await ReadAsync(cancellation);
        var (resolved, _) = await Resolver.ResolveAsync(context.Db, edit, cancellation);
        if (resolved is null)
            return new HashSet<string>();
        await context.AskAsync(resolved, cancellation);
        var key = context.Db.VirtualKeys.Where(row => row.PublicId == virtualKeyId).Select(row => row.Id);
        var reached = PlanCover.Reachable(context.Db, context.Question).Proposed.Reached.Where(reach => key.Contains(reach.VirtualKeyId)).Select(reach => reach.McpClientId);
        return (await context.Db.McpClients.Where(client => reached.Contains(client.Id)).Select(client => client.ClientId).ToArrayAsync(cancellation)).ToHashSet();
    }

    /// <summary>
    /// Makes the plan true: policy, rows and record in one transaction, or nothing. With a fingerprint only if the plan is still that one.
    /// </summary>
    public async Task<CommitOutcome> CommitAsync(Edit edit, CommitRequest request, CancellationToken cancellation = default)
    {
        using var measured = new MeasuredCommit(clock) { Edit = edit };
        await using var context = await connections.OpenAsync(cancellation);
        // The role that the edit needs is known when it is resolved, and asked there.
        var outcome = CommitOutcome.Of(await writes.RunAsync(context.Db, request.Actor, Role.Viewer, async step =>
        {
            var came = await new Commit(context, step, edit, request).RunAsync(cancellation);
            return new Written<CommitOutcome>(came, came is CommitOutcome.Committed);
        }, cancellation));
        if (outcome is CommitOutcome.Broken broken)
            log.LogError("A commit did not agree with its plan and was rolled back: {Reference}, edit {Kind}", broken.Reference, edit.Kind);
        return measured.Outcome = outcome;
    }

    /// <summary>A context in a read transaction: all its queries see one moment.</summary>
    private async Task<PlanContext> ReadAsync(CancellationToken cancellation)
    {
        var context = await connections.OpenAsync(cancellation);
        await context.Db.BeginReadAsync(cancellation);
        return context;
    }
}
