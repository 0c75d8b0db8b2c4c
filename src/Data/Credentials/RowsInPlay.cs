namespace Gatehouse.Data.Credentials;

/// <summary>A row that an edit may move, with its mark as it stands.</summary>
public sealed class InPlay<T> where T : IdentityKeyed
{
    public required T Row { get; init; }

    /// <summary>It carries the orphan mark. A pending flow never does.</summary>
    public bool Orphaned { get; init; }

    /// <summary>The status shown outside.</summary>
    public CredentialStatus Status { get; init; }
}

/// <summary>Which rows of a table can move at all.</summary>
public static class RowsInPlay
{
    /// <summary>Every credential of whatever health.</summary>
    public static IQueryable<InPlay<T>> Credentials<T>(IQueryable<T> rows) where T : Credential =>
        rows.Select(row => new InPlay<T>
        {
            Row = row,
            Orphaned = row.OrphanedAt != null,
            // The status as SQL: CredentialStatuses.Of, which a query cannot call.
            Status = row.OrphanedAt != null ? CredentialStatus.Orphaned : (CredentialStatus)row.Health,
        });

    /// <summary>Pending flows only: one in another status is past recall, and its credential is stored with the mark cover demands then.</summary>
    public static IQueryable<InPlay<T>> Flows<T>(IQueryable<T> rows) where T : Flow =>
        rows.Where(row => row.Status == FlowStatus.Pending)
            .Select(row => new InPlay<T> { Row = row, Orphaned = false, Status = CredentialStatus.Pending });

    /// <summary>Flows of whatever status: what a delete takes with it.</summary>
    public static IQueryable<InPlay<T>> AllFlows<T>(IQueryable<T> rows) where T : Flow =>
        rows.Select(row => new InPlay<T> { Row = row, Orphaned = false, Status = CredentialStatus.Pending });
}
