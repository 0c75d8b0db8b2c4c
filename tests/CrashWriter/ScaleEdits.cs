using Gatehouse.Data;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Samples;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.CrashWriter;

/// <summary>Random edits of a scale sample: half turn a client's all-keys switch, the widest there is; the others are of many keys or of one.</summary>
internal sealed class ScaleEdits
{
    private const int MostKeys = 1000;
    private readonly IDbContextFactory<DashboardDbContext> contexts;
    private readonly Random random;
    private readonly int keys;

    private ScaleEdits(IDbContextFactory<DashboardDbContext> contexts, Random random, int keys) => (this.contexts, this.random, this.keys) = (contexts, random, keys);

    public static async Task<ScaleEdits> OfAsync(IDbContextFactory<DashboardDbContext> contexts, Random random)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return new(contexts, random, await db.VirtualKeys.CountAsync());
    }

    public async Task<Edit> NextAsync() => random.Next(10) switch
    {
        < 5 => await SwitchAsync(),
        < 7 => Bulk(),
        _ => Allowlist(),
    };

    /// <summary>One small edit of each kind.</summary>
    public IEnumerable<Edit> Narrow() => [Allowlist(), new Edit.Bulk(new BulkWho(["vk1"]), [new("mcp-061", ["*"])]), new Edit.Sharing("mcp-195", true)];

    private async Task<Edit> SwitchAsync()
    {
        var client = Client(1, ScaleWorld.AllKeysClients);
        await using var db = await contexts.CreateDbContextAsync();
        var isOn = await db.McpClients.Where(row => row.ClientId == client).Select(row => row.AllowOnAllVirtualKeys).SingleAsync();
        return new Edit.Sharing(client, !isOn);
    }

    private Edit.Bulk Bulk()
    {
        var first = random.Next(keys) + 1;
        var who = Enumerable.Range(first, 1 + random.Next(Math.Min(MostKeys, keys))).Where(key => key <= keys).Select(key => $"vk{key}");
        return new(new BulkWho([.. who]), [new(Client(61, 125), ["*"])], [Client(126, 190)]);
    }

    private Edit.Allowlist Allowlist()
    {
        var add = Enumerable.Range(0, random.Next(3)).Select(_ => Client(1, ScaleWorld.Clients)).Distinct().ToArray();
        var remove = Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Client(1, ScaleWorld.Clients)).Distinct().Except(add);
        return new($"vk{random.Next(keys) + 1}", Add: [.. add.Select(client => new ClientTools(client, random.Next(4) == 0 ? [] : ["*"]))], Remove: [.. remove]);
    }

    private string Client(int first, int last) => $"mcp-{random.Next(first, last + 1):000}";
}
