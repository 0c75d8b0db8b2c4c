using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation.Impact;

/// <summary>One line of the Impact region: a move of one client's rows of one kind.</summary>
public sealed record TallyLine(Move Move, string Words, int Count)
{
    public static IEnumerable<TallyLine> Of(ClientTally tally) => tally.Moves.Made.Select(made =>
        new TallyLine(made.Move, tally.Headers ? MoveTexts.Of(made.Move).Headers : MoveTexts.Of(made.Move).Tokens, made.Count));
}
