namespace Gatehouse.Data.Reconciliation;

/// <summary>Rows by what happens to them.</summary>
public sealed record MoveCounts(int Orphan = 0, int Reactivate = 0, int Drop = 0, int NeedsUpdate = 0, int Healthy = 0, int Delete = 0)
{
    public static readonly MoveCounts None = new();

    /// <summary>The moves that some row makes, in the order in which they are told.</summary>
    public IEnumerable<(Move Move, int Count)> Made => Enum.GetValues<Move>().Select(move => (move, Of(move))).Where(made => made.Item2 > 0);

    public int Total => Orphan + Reactivate + Drop + NeedsUpdate + Healthy + Delete;

    public int Of(Move move) => move switch
    {
        Move.Orphan => Orphan,
        Move.Reactivate => Reactivate,
        Move.Drop => Drop,
        Move.NeedsUpdate => NeedsUpdate,
        Move.Healthy => Healthy,
        _ => Delete,
    };

    public MoveCounts With(Move move, int more) => move switch
    {
        Move.Orphan => this with { Orphan = Orphan + more },
        Move.Reactivate => this with { Reactivate = Reactivate + more },
        Move.Drop => this with { Drop = Drop + more },
        Move.NeedsUpdate => this with { NeedsUpdate = NeedsUpdate + more },
        Move.Healthy => this with { Healthy = Healthy + more },
        _ => this with { Delete = Delete + more },
    };

    public static MoveCounts operator +(MoveCounts one, MoveCounts other) => new(
        one.Orphan + other.Orphan, one.Reactivate + other.Reactivate, one.Drop + other.Drop,
        one.NeedsUpdate + other.NeedsUpdate, one.Healthy + other.Healthy, one.Delete + other.Delete);
}
