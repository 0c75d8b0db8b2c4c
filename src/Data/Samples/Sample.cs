using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Samples;

/// <summary>The samples by name, and whether there is room for one.</summary>
public static class Sample
{
    public static readonly IReadOnlyList<string> Names = ["demo", "scale"];

    /// <summary>Whether the database holds any policy or people: a sample never mixes with real data.</summary>
    public static async Task<bool> HoldsDataAsync(IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.VirtualKeys.AnyAsync(cancellation) || await db.McpClients.AnyAsync(cancellation) || await db.People.AnyAsync(cancellation);
    }

    /// <summary>That a sample was loaded, for the record.</summary>
    internal static RecordEntry Loaded(string name, long rows) =>
        new RecordEntry(RecordAction.SampleLoaded).With(("sample", null, name), ("rows", null, rows.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
