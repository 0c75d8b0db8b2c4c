using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>Tools that an edit grants by name though their MCP client does not list them: mistyped, or gone.</summary>
internal static class UnknownTools
{
    private const int ClientsNamed = 5;
    private const int ToolsNamed = 5;

    /// <summary>A warning for each client; clients whose tools nobody knows have none.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(DashboardDbContext db, ResolvedEdit resolved, CancellationToken cancellation)
    {
        var granted = resolved.Grants.Select(change => (Client: change.McpClientId, Tools: change.After))
            .Concat((resolved.Profile?.Content ?? []).Select(change => (Client: change.McpClientId, Tools: change.After)))
            .Where(grant => grant.Tools is { IsAll: false, IsNone: false }).Distinct().ToLookup(grant => grant.Client, grant => grant.Tools!);
        if (granted.Count == 0)
            return [];
        var ids = granted.Select(client => client.Key).ToArray();
        var clients = await db.McpClients.AsNoTracking().Where(client => ids.Contains(client.Id)).OrderBy(client => Folding.Fold(client.Name)).ThenBy(client => client.Id).ToArrayAsync(cancellation);
        string[] warnings = [.. clients.Where(client => client.Tools.Count > 0).Select(client => Warning(client, granted[client.Id])).OfType<string>()];
        return warnings.Length <= ClientsNamed ? warnings
            : [.. warnings.Take(ClientsNamed), $"{PlanWords.Count(warnings.Length - ClientsNamed, "more MCP client is", "more MCP clients are")} granted with tools they do not have."];
    }

    private static string? Warning(McpClient client, IEnumerable<ToolList> granted)
    {
        string[] unknown = [.. granted.SelectMany(tools => tools.Names).Except(client.Tools, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (unknown.Length == 0)
            return null;
        var names = string.Join(", ", unknown.Take(ToolsNamed).Select(name => $"\"{ShownText.Of(name)}\""));
        return $"{client.Name} has no tool {names}{(unknown.Length > ToolsNamed ? $" and {unknown.Length - ToolsNamed} more" : "")}: a grant of it lets nothing through until the client has it.";
    }
}
