namespace Gatehouse.Data.Policy;

/// <summary>Policy as an edit proposes it, laid over the policy that stands: sets of ids, each one query parameter.</summary>
/// <param name="Touched"><see cref="Grant.Pair"/>s whose standing direct grant no longer counts.</param>
/// <param name="Granted">Touched pairs that the edit grants with at least one tool.</param>
/// <param name="Denied">Touched pairs that the edit names with no tool.</param>
/// <param name="Opened">MCP clients that the edit allows on all virtual keys.</param>
/// <param name="Closed">MCP clients that the edit no longer allows on all virtual keys.</param>
/// <param name="Gone">Virtual keys that the edit deletes.</param>
public sealed record PolicyOverlay(long[] Touched, long[] Granted, long[] Denied, int[] Opened, int[] Closed, int[] Gone)
{
    /// <summary>The policy as it stands.</summary>
    public static readonly PolicyOverlay None = new([], [], [], [], [], []);

    /// <summary>Direct grants by <see cref="Grant.Pair"/>, as the edit wants them; null: none.</summary>
    public static PolicyOverlay OfGrants(IReadOnlyCollection<(long Pair, ToolList? Tools)> grants) => new(
        [.. grants.Select(grant => grant.Pair)],
        [.. grants.Where(grant => grant.Tools is { IsNone: false }).Select(grant => grant.Pair)],
        [.. grants.Where(grant => grant.Tools is { IsNone: true }).Select(grant => grant.Pair)],
        [], [], []);
}
