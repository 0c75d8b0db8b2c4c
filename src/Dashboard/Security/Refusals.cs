using System.Globalization;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Refusals before sign-in on record, gathered so that nobody fills the record from outside: one entry at the first of an address and name, then
/// one with a count every ten minutes, and never more than sixty a minute in all. A name that is no account is not written down: people type
/// passwords there. Nobody waits for the entry: how long a refusal takes would tell whether a name is known.
/// </summary>
public sealed class Refusals(EventWrites events, TimeProvider clock) : BackgroundService
{
    /// <summary>How long the refusals of an address and name are counted before the next entry.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Entries a minute, over all addresses and names.</summary>
    public const int MostPerMinute = 60;

    /// <summary>Addresses and names that are counted apart; what comes beyond is counted together.</summary>
    private const int MostApart = 10_000;

    private const string Unknown = "Unknown";
    private readonly Lock gate = new();
    private readonly Dictionary<(string Action, string Name, string Address), Gathered> gathered = [];
    private DateTimeOffset minute;
    private int written;

    /// <param name="action">What was refused (<see cref="RecordAction"/>).</param>
    /// <param name="account">Name of the account; null: there is none of the name that was typed.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="why">In words.</param>
    public void Note(string action, string? account, string? address, string why)
    {
        lock (gate)
            Count(action, account ?? "", address ?? "", why);
    }

    /// <summary>Writes what is due: the first of its kind, and counts ten minutes after the entry before.</summary>
    public async Task WriteDueAsync()
    {
        Gathered[] due;
        lock (gate)
            due = Due();
        await WriteAsync(due);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteDueAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await WriteDueAsync();
    }

    private void Count(string action, string account, string address, string why)
    {
        var key = (action, account, address);
        if (!gathered.ContainsKey(key) && gathered.Count >= MostApart)
            key = (action, "", "");
        if (!gathered.TryGetValue(key, out var known))
            known = gathered[key] = new(key.action, key.Item2, key.Item3) { Since = DateTimeOffset.MinValue };
        known.Why = why;
        known.Count++;
    }

    private Gathered[] Due()
    {
        var now = clock.GetUtcNow();
        var due = new List<Gathered>();
        foreach (var (key, known) in gathered.ToArray())
            if (now - known.Since < Every)
                continue;
            else if (known.Count == 0)
                gathered.Remove(key);
            else if (MayWrite(now))
                due.Add(known.Take(now));
        return [.. due];
    }

    private bool MayWrite(DateTimeOffset now)
    {
        if (now - minute >= TimeSpan.FromMinutes(1))
            (minute, written) = (now, 0);
        return written++ < MostPerMinute;
    }

    private async Task WriteAsync(Gathered[] all)
    {
        foreach (var one in all)
            await events.RecordAsync(
                new Actor(one.Account.Length > 0 ? one.Account : Unknown, Role.Viewer, Origin.Page, one.Address.Length > 0 ? one.Address : null),
                new RecordEntry(one.Action, null, null, one.Account.Length > 0 ? one.Account : null)
                {
                    After = one.Count == 1
                        ? new Dictionary<string, string?> { ["why"] = one.Why }
                        : new Dictionary<string, string?> { ["why"] = one.Why, ["times"] = one.Count.ToString(CultureInfo.InvariantCulture) },
                });
    }

    private sealed class Gathered(string action, string account, string address)
    {
        public string Action => action;

        public string Account => account;

        public string Address => address;

        public string Why { get; set; } = "";

        /// <summary>Refusals since the last entry.</summary>
        public int Count { get; set; }

        /// <summary>When the last entry was written.</summary>
        public DateTimeOffset Since { get; set; }

        /// <summary>What is written now; counting begins anew.</summary>
        public Gathered Take(DateTimeOffset now)
        {
            var taken = new Gathered(action, account, address) { Why = Why, Count = Count };
            (Count, Since) = (0, now);
            return taken;
        }
    }
}
