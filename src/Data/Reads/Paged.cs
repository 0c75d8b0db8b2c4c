namespace Gatehouse.Data.Reads;

/// <summary>One page of a list, and how many rows the filter lets through in all.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Which rows of a list to read.</summary>
public sealed record Window(int Offset = 0, int Limit = Window.Default)
{
    public const int Default = 25;

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
        for (var offset = 0; ; offset += Size)
        {
            var page = await list(new Window(offset, Size));
            foreach (var item in page.Items)
                yield return item;
            if (offset + page.Items.Count >= page.Total || page.Items.Count == 0)
                yield break;
        }
    }
}
