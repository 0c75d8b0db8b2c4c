using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Flows;

/// <summary>What every step of a flow asks first.</summary>
internal static class FlowGate
{
    /// <summary>The flow, if it is there, under way, in time, and the caller's; else the refusal. One that is out of time is marked so.</summary>
    public static async Task<(T? Flow, FlowOutcome? Refused)> PassAsync<T>(
        WriteStep step, DbSet<T> flows, string flowId, string? callerUserId, CancellationToken cancellation) where T : Flow
    {
        var db = step.Db;
        var flow = await flows.FirstOrDefaultAsync(row => row.PublicId == flowId, cancellation);
        if (Past(flow) is { } past)
            return (null, past);
        if (await IsOfAnotherAsync(db, flow!.IdentityKind, flow.IdentityId, callerUserId, cancellation))
            return (null, Refuse(FlowRefusal.NotYours, "This is somebody else's. Sign in as the person it was made for."));
        if (flow.ExpiresAt > step.Now)
            return (flow, null);
        flow.End(FlowStatus.Expired);
        await db.SaveChangesAsync(cancellation);
        return (null, Past(flow));
    }

    /// <summary>The refusal of a flow that is over, or not there; null when it is under way.</summary>
    public static FlowOutcome.Refused? Past(Flow? flow) => flow?.Status switch
    {
        null => Refuse(FlowRefusal.Gone, "It is not there any more: it was finished, or an admin took the access it was for. Start again from your tool."),
        FlowStatus.Expired => Refuse(FlowRefusal.Expired, "It was open for 15 minutes, and they are over. Start again from your tool."),
        FlowStatus.Failed => Refuse(FlowRefusal.Failed, "It ended in an error. Start again from your tool."),
        FlowStatus.Completed => Refuse(FlowRefusal.Completed, "It is finished already. Nothing is left to do."),
        _ => null,
    };

    /// <summary>Why a credential may be neither made nor replaced: the stored one is orphaned, or no grant covers the identity; null when it may.</summary>
    public static async Task<FlowOutcome.Refused?> ClosedAsync<T>(
        DashboardDbContext db, IQueryable<T> credentials, IdentityKeyed of, CancellationToken cancellation) where T : Credential
    {
        if (of.IdentityKind == IdentityKind.Session)
            return null;
        if (await credentials.AnyAsync(row => row.McpClientId == of.McpClientId && row.IdentityKind == of.IdentityKind && row.IdentityId == of.IdentityId && row.OrphanedAt != null, cancellation))
            return Refuse(FlowRefusal.Orphaned, "The stored credential is orphaned: a new one would not help. It comes back when an admin grants the access again.");
        return await PolicyRows.Of(db).CoversAsync(of.McpClientId, of.IdentityKind, of.IdentityId, cancellation)
            ? null
            : Refuse(FlowRefusal.NotCovered, "No grant covers this any more. Ask an admin for access first.");
    }

    /// <summary>A user's flow is for that user alone; a key's or a session's for everyone who has its link.</summary>
    public static async Task<bool> IsOfAnotherAsync(DashboardDbContext db, IdentityKind kind, int identityId, string? callerUserId, CancellationToken cancellation) =>
        kind == IdentityKind.User && !await db.People.AnyAsync(user => user.Id == identityId && user.PublicId == callerUserId, cancellation);

    public static FlowOutcome.Refused Refuse(FlowRefusal reason, string message) => new(reason, message);
}
