namespace Gatehouse.Data.Reads;

/// <summary>One page of a list, and how many rows the filter lets through in all.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total)
{
    /// <summary>The cursor of the next page; null: this is the last, or the list has pages with numbers only.</summary>
    public string? Next { get; init; }
}

/// <summary>Which rows of a list to read.</summary>
public sealed record Window(int Offset = 0, int Limit = Window.Default)
{
    public const int Default = 25;

    /// <summary>The cursor that the page before gave; then <see cref="Offset"/> is not asked.</summary>
    public string? After { get; init; }

    /// <summary>The page sizes a list offers.</summary>
    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    public int Skip => Math.Max(0, Offset);

    public int Take => Math.Clamp(Limit, 1, 500);
}

/// <summary>Page after page of a list, for an export: as much memory as one page takes.</summary>
internal static class Pages
{
    private const int Size = 500;

    public static async IAsyncEnumerable<T> AllAsync<T>(Func<Window, Task<Paged<T>>> list)
    {
        var next = new Window(0, Size);
        while (true)
        {
            var page = await list(next);
            foreach (var item in page.Items)
                yield return item;
            if (page.Next is not { } after)
                yield break;
            next = next with { After = after };
        }
    }
}
