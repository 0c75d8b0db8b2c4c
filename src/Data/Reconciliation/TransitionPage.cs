using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Which of a plan's rows to show.</summary>
/// <param name="Kind">Only this kind.</param>
/// <param name="Move">Only this transition.</param>
/// <param name="McpClientId">Only this client (public id).</param>
/// <param name="Search">Part of the name of the client, key or user; case does not matter.</param>
/// <param name="Cursor">Where the page before ended; null: the first page.</param>
/// <param name="Limit">Rows a page, 1 to 500.</param>
/// <param name="WithTotal">Count all rows under the filter too; without it only the page is read.</param>
public sealed record TransitionQuery(
    CredentialKind? Kind = null, Move? Move = null, string? McpClientId = null, string? Search = null, string? Cursor = null, int Limit = 50,
    bool WithTotal = true);

/// <summary>A page of rows, how many there are in all under the filter (null when not asked), and where the next page starts.</summary>
public sealed record TransitionPage(IReadOnlyList<TransitionRow> Items, int? Total, string? NextCursor)
{
    /// <summary>Why the edit cannot be planned, and so has no rows; empty when it can.</summary>
    public IReadOnlyList<EditError> Errors { get; private init; } = [];

    /// <summary>The page of an edit that cannot be planned.</summary>
    public static TransitionPage Refused(IReadOnlyList<EditError> errors) => new([], 0, null) { Errors = errors };

    /// <summary>Whether a text is a <see cref="NextCursor"/>.</summary>
    public static bool IsCursor(string text) => TransitionCursor.IsOne(text);
}

/// <summary>One row that would move, in words and public ids; about: the access profile or group that its reason speaks of.</summary>
public sealed record TransitionRow(
    string Id,
    CredentialKind Kind,
    Move Move,
    Reason Reason,
    IdentityKind IdentityKind,
    string IdentityPublicId,
    string Who,
    string ClientId,
    string ClientName,
    CredentialStatus From,
    CredentialStatus? To,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    string? About);
