namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>What the review takes from the settings.</summary>
/// <param name="OrphanDays">For so many days an orphaned credential can come back.</param>
public sealed record ReconciliationOptions(int OrphanDays);
