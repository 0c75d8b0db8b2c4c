namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Counts wrong passwords by what they have in common: an address, a name, both, or nothing. In memory: names that nobody has are counted like
/// those that somebody has, and no stranger writes to the database.
/// </summary>
public sealed class Guesses(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> counts = [];
    private DateTimeOffset swept;

    /// <summary>Counts one in all of them, as long as each has room; otherwise in none, and the answer is how long to wait.</summary>
    /// <param name="among">What it counts for, and the most of each.</param>
    /// <param name="window">How long a count lasts from its first guess on.</param>
    public TimeSpan? Take(IReadOnlyList<(string Key, int Most)> among, TimeSpan window)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Sweep(now, window);
            var full = among.Where(entry => counts.TryGetValue(entry.Key, out var count) && count.Until > now && count.Count >= entry.Most).Select(entry => counts[entry.Key].Until).ToArray();
            if (full.Length > 0)
                return full.Max() - now;
            foreach (var (key, _) in among)
                counts[key] = counts.TryGetValue(key, out var count) && count.Until > now ? (count.Count + 1, count.Until) : (1, now + window);
            return null;
        }
    }

    /// <summary>The password was right: it was no guess.</summary>
    public void GiveBack(IEnumerable<string> keys)
    {
        lock (gate)
            foreach (var key in keys)
                if (counts.TryGetValue(key, out var count))
                    counts[key] = (Math.Max(0, count.Count - 1), count.Until);
    }

    /// <summary>Those before it do not count any more either.</summary>
    public void Forget(string key)
    {
        lock (gate)
            counts.Remove(key);
    }

    // The limit over all bounds how many there are.
    private void Sweep(DateTimeOffset now, TimeSpan window)
    {
        if (now - swept < window)
            return;
        swept = now;
        foreach (var old in counts.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToArray())
            counts.Remove(old);
    }
}
