using System.Text.Json;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Import;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Samples;

/// <summary>
/// A believable company: 40 people in 7 teams, 60 virtual keys, 15 MCP clients, about 400 credentials in every status, pending flows,
/// some drift and a history. It goes in through the importer and the reconciler, as real data does. The same but for the clock each time.
/// </summary>
public sealed class DemoScenario(IDbContextFactory<DashboardDbContext> contexts, Writes writes, SecretProtector protector, TimeProvider clock)
{
    /// <summary>Who loads it, for the record.</summary>
    public Actor By { get; init; } = Actor.Program;

    /// <summary>Writes it into a database that holds no policy.</summary>
    /// <exception cref="InvalidOperationException">The importer refused a row: a fault of ours.</exception>
    public async Task<ImportOutcome.Imported> WriteAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var snapshot = JsonSerializer.SerializeToUtf8Bytes(Snapshot(now), DataJson.Options);
        var options = new ImportOptions { Entry = rows => Sample.Loaded("demo", rows.Total) };
        var outcome = await new Importer(contexts, writes, protector).ImportAsync(By, () => new MemoryStream(snapshot), options, cancellation: cancellation);
        if (outcome is not ImportOutcome.Imported imported)
            throw new InvalidOperationException($"The demo was refused: {(outcome as ImportOutcome.Refused)?.Rows.Shown[0]}{(outcome as ImportOutcome.Unreadable)?.Reason}{(outcome as ImportOutcome.NotWritten)?.Why}");
        await DemoHistory.WriteAsync(contexts, writes, new RecordChain(protector), now, cancellation);
        return imported;
    }

    private static Dictionary<string, object> Snapshot(DateTimeOffset now)
    {
        // The company is the same each time.
        var random = new Random(20261123);
        var keys = new DemoKeys(random, now).Make();
        var credentials = new DemoCredentials(random, now, keys).Make();
        var founded = now.AddDays(-500);
        return new()
        {
            ["version"] = 1,
            ["mcp_clients"] = DemoClients.All.Select(client => client with { CreatedAt = founded }),
            ["users"] = DemoPeople.Users.Select(user => user with { CreatedAt = founded }),
            ["groups"] = DemoPeople.Groups.Select(group => group with { CreatedAt = founded }),
            ["virtual_keys"] = keys,
            ["access_profiles"] = DemoKeys.Profiles.Select(profile => profile with { CreatedAt = founded }),
            ["oauth_tokens"] = credentials.Tokens,
            ["header_credentials"] = credentials.Headers,
            ["oauth_flows"] = credentials.OAuthFlows,
            ["header_flows"] = credentials.HeaderFlows,
        };
    }
}
