using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>A row in play, with what the rule needs to know of it.</summary>
public sealed class Standing<T> where T : IdentityKeyed
{
    public required T Row { get; init; }

    /// <summary>It carries the orphan mark. A pending flow never does.</summary>
    public bool Orphaned { get; init; }

    /// <summary>The status shown outside.</summary>
    public CredentialStatus Status { get; init; }

    /// <summary>Some grant of the proposed policy reaches it.</summary>
    public bool Covered { get; init; }

    /// <summary>Some grant of the policy as it stands reaches it.</summary>
    public bool WasCovered { get; init; }

    /// <summary>The edit touches a direct grant of its key for its client.</summary>
    public bool Touched { get; init; }

    /// <summary>The edit gives its key a direct grant with tools for its client.</summary>
    public bool Granted { get; init; }

    /// <summary>The edit gives its key a direct grant without tools for its client.</summary>
    public bool Denied { get; init; }

    /// <summary>The edit makes its person, or one of the people of its key, join a group.</summary>
    public bool Joins { get; init; }
}

/// <summary>Why a row moves when no direct grant of the edit says it: what this kind of edit gives or takes.</summary>
/// <param name="Lost">It is covered no more.</param>
/// <param name="Gained">It is covered again.</param>
/// <param name="Joining">Either, of who joins a group while others leave it; null: the same as of everybody.</param>
public sealed record MoveReasons(Reason Lost, Reason Gained, Reason? Joining = null);

/// <summary>What of the edit speaks of single rows: the direct grants it writes, and who joins or leaves a group.</summary>
public sealed record EditedPolicy(IQueryable<ProposedGrant> Grants, IQueryable<ProposedMember> Members);
