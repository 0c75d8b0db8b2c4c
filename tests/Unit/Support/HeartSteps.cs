using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>What an admin does with an edit: looks at its plan, commits it.</summary>
internal static class HeartSteps
{
    public static async Task<Plan> PlanAsync(this TestDatabase database, Edit edit) =>
        Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;

    /// <summary>Commits what was reviewed; without a plan whatever is true now.</summary>
    public static Task<CommitOutcome> CommitAsync(this TestDatabase database, Edit edit, Plan? reviewed = null) =>
        database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)) { Fingerprint = reviewed?.Fingerprint, Reviewed = reviewed });

    /// <summary>Commits, and gives the number of the change.</summary>
    public static async Task<long> ChangeAsync(this TestDatabase database, Edit edit) =>
        Assert.IsType<CommitOutcome.Committed>(await database.CommitAsync(edit)).ChangeId;

    public static async Task<string> FingerprintAsync(this TestDatabase database, Edit edit) => (await database.PlanAsync(edit)).Fingerprint;
}
