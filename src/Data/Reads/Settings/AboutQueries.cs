using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Settings;

/// <summary>The database as the page About shows it.</summary>
/// <param name="Engine">"SQLite 3.50.4".</param>
/// <param name="File">Where it is; without a password.</param>
/// <param name="Bytes">Its size with its log; null: not a file here.</param>
/// <param name="Schema">The last migration that was made.</param>
/// <param name="Counts">How many rows of each kind.</param>
public sealed record AboutDatabase(string Engine, string File, long? Bytes, string Schema, IReadOnlyList<(string Name, long Count)> Counts);

/// <summary>What the installation is made of.</summary>
public sealed class AboutQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    public async Task<AboutDatabase> ReadAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = db.Database.GetDbConnection();
        var engine = Engine.Of(db);
        var file = engine.IsFile ? Path.GetFullPath(connection.DataSource) : connection.DataSource;
        var schema = (await db.Database.GetAppliedMigrationsAsync(cancellation)).LastOrDefault() ?? "";
        return new(
            $"{engine.Name} {connection.ServerVersion}", file, engine.IsFile ? Size(file) + Size(file + "-wal") : null, schema,
            [
                ("Virtual keys", await db.VirtualKeys.LongCountAsync(cancellation)),
                ("MCP clients", await db.McpClients.LongCountAsync(cancellation)),
                ("Access profiles", await db.AccessProfiles.LongCountAsync(cancellation)),
                ("Users", await db.People.LongCountAsync(cancellation)),
                ("Groups", await db.Groups.LongCountAsync(cancellation)),
                (CredentialFacts.Of(CredentialKind.OAuthToken).Titles, await db.OAuthTokens.LongCountAsync(cancellation)),
                (CredentialFacts.Of(CredentialKind.HeaderCredential).Titles, await db.HeaderCredentials.LongCountAsync(cancellation)),
                ("Changes", await db.Changes.LongCountAsync(cancellation)),
            ]);
    }

    private static long Size(string file) => new FileInfo(file) is { Exists: true } known ? known.Length : 0;
}
