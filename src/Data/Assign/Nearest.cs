namespace Gatehouse.Data.Assign;

/// <summary>The name somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The one among <paramref name="names"/> that is at most two letters away, capital or not; null: none is.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        var folded = Folding.Fold(text);
        var (best, least) = ((string?)null, Math.Min(2, text.Length / 3) + 1);
        foreach (var name in names)
            if (Folding.Fold(name) is var other && Math.Abs(other.Length - folded.Length) < least && Distance(folded, other, least) is var distance && distance < least)
                (best, least) = (name, distance);
        return best;
    }

    /// <summary>Letters to put in, take out or change; <paramref name="enough"/> as soon as it is that many.</summary>
    private static int Distance(string one, string other, int enough)
    {
        Span<int> before = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var at = 0; at <= other.Length; at++)
            before[at] = at;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                least = Math.Min(least, row[j]);
            }
            if (least >= enough)
                return enough;
            row.CopyTo(before);
        }
        return before[other.Length];
    }
}
