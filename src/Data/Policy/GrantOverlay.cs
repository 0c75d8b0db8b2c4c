namespace Gatehouse.Data.Policy;

/// <summary>
/// Direct grants as an edit proposes them, laid over those that stand: sets of <see cref="Grant.Pair"/>s, each one query parameter.
/// </summary>
/// <param name="Touched">Pairs whose standing grant no longer counts.</param>
/// <param name="Granted">Touched pairs that the edit grants with at least one tool.</param>
/// <param name="Denied">Touched pairs that the edit names with no tool.</param>
public sealed record GrantOverlay(long[] Touched, long[] Granted, long[] Denied)
{
    /// <summary>The policy as it stands.</summary>
    public static readonly GrantOverlay None = new([], [], []);
}
