using Gatehouse.Data.Reads;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>A list that is read page after page.</summary>
/// <param name="Read">The method that reads it, e.g. "PeopleQueries.ListAsync".</param>
/// <param name="Order">Sort and direction; empty: it has one order.</param>
/// <param name="Rows">The rows of the database that make its row of that number.</param>
/// <param name="Page">The rows on a page, by a name that begins with their number, and the cursor of the next.</param>
internal sealed record Walk(string Read, string Order, Func<int, Random, object[]> Rows, Func<TestDatabase, string?, Task<WalkPage>> Page)
{
    public const int Size = 7;

    /// <summary>What has to stand before its rows.</summary>
    public object[] Ground { get; init; } = [];

    /// <summary>Its rows can go. Those on record stay.</summary>
    public bool Goes { get; init; } = true;

    public string Name => $"{Read} {Order}".TrimEnd();
}

/// <param name="Numbers">Of its rows.</param>
/// <param name="Next">The cursor of the next page; null: this is the last.</param>
internal sealed record WalkPage(IReadOnlyList<int> Numbers, string? Next)
{
    /// <summary>Public ids of the tests end with their number: "vk7".</summary>
    public static WalkPage Of<T>(Paged<T> page, Func<T, string> id) => Of(page.Items.Select(id), page.Next);

    public static WalkPage Of(IEnumerable<string> ids, string? next) =>
        new([.. ids.Select(id => int.Parse(id.TrimStart([.. "abcdefghijklmnopqrstuvwxyz"]), System.Globalization.CultureInfo.InvariantCulture))], next);
}

/// <summary>Names that fold to few texts, so that a page often ends between equal ones.</summary>
internal static class OddNames
{
    private static readonly string[] Words = ["zażółć gęśla", "жанна агнета", "naïve café ab", "a'b\"c%d_efghij"];

    /// <summary>One of a few words, with capitals that nobody else's has.</summary>
    public static string Of(int number, Random random)
    {
        var letters = Words[random.Next(Words.Length)].ToCharArray();
        for (var (at, bits) = (0, number); bits > 0; at++)
            if (char.IsLetter(letters[at]))
            {
                letters[at] = (bits & 1) == 1 ? char.ToUpperInvariant(letters[at]) : letters[at];
                bits >>= 1;
            }
        return new(letters);
    }
}
