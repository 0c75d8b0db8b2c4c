using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Import;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Export;

/// <summary>
/// Writes a snapshot (docs/import.md) of one moment: the same rows that the importer reads, without secret values. Credentials are streamed;
/// memory holds ids of policy and people, never rows.
/// </summary>
public sealed class SnapshotWriter(IDbContextFactory<DashboardDbContext> contexts)
{
    private const int FlushAt = 1 << 16;
    private const int AtOnce = 500;

    /// <param name="stream">Written to as it is read; nothing is held back.</param>
    /// <param name="progress">Told every 10,000 rows of credentials.</param>
    /// <param name="cancellation">Ends it between rows.</param>
    /// <returns>How many rows were written.</returns>
    public async Task<long> WriteAsync(Stream stream, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = DataJson.Options.Encoder });
        var run = new Run(db, json, progress, await PublicIds.ReadAsync(db, cancellation), cancellation);
        await run.WriteAsync();
        await json.FlushAsync(cancellation);
        return run.Rows;
    }

    /// <summary>One export under way.</summary>
    private sealed class Run(DashboardDbContext db, Utf8JsonWriter json, IProgress<ImportProgress>? progress, PublicIds ids, CancellationToken cancellation)
    {
        public long Rows { get; private set; }

        public async Task WriteAsync()
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            await ListAsync("mcp_clients", db.McpClients.OrderBy(client => client.Id).AsAsyncEnumerable().Select(client => new ClientRow(
                client.ClientId, client.Name, client.ConnectionType, client.ConnectionString, client.AuthType, client.AllowOnAllVirtualKeys, client.Disabled,
                client.PerUserHeaderKeys, client.Tools, null, client.CaCertPem, client.InsecureSkipVerify, client.CreatedAt, client.UpdatedAt)));
            await ListAsync("users", db.People.OrderBy(user => user.Id).AsAsyncEnumerable()
                .Select(user => new UserRow(user.PublicId, user.UserName, user.DisplayName, user.Active, user.CreatedAt)));
            await ListAsync("groups", PolicySnapshots.GroupsAsync(db, ids, AtOnce, cancellation));
            await ListAsync("virtual_keys", PolicySnapshots.KeysAsync(db, ids, AtOnce, cancellation));
            await ListAsync("access_profiles", PolicySnapshots.ProfilesAsync(db, ids, cancellation));
            await ListAsync("oauth_tokens", db.OAuthTokens.Join(db.OAuthTokenSecrets, row => row.Id, more => more.Id, (row, more) => new { row, more.PublicId, more.ExpiresAt, more.Scopes, more.LastUsedAt })
                .AsAsyncEnumerable().Select(token => Of(new TokenRow { ExpiresAt = token.ExpiresAt, Scopes = token.Scopes }, token.PublicId, token.row, token.LastUsedAt)));
            var sets = await db.HeaderNameSets.AsNoTracking().ToDictionaryAsync(set => set.Id, set => set.Names, cancellation);
            await ListAsync("header_credentials", db.HeaderCredentials.Join(db.HeaderCredentialSecrets, row => row.Id, more => more.Id, (row, more) => new { row, more.PublicId, more.LastUsedAt })
                .AsAsyncEnumerable().Select(header => Of(new HeaderRow { HeaderNames = sets[header.row.HeaderNameSetId] }, header.PublicId, header.row, header.LastUsedAt)));
            await ListAsync("oauth_flows", db.OAuthFlows.AsAsyncEnumerable().Select(Of));
            await ListAsync("header_flows", db.HeaderFlows.AsAsyncEnumerable().Select(Of));
            json.WriteEndObject();
        }

        private async Task ListAsync<T>(string list, IAsyncEnumerable<T> rows)
        {
            json.WriteStartArray(list);
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                JsonSerializer.Serialize(json, row, DataJson.Options);
                if (json.BytesPending > FlushAt)
                    await json.FlushAsync(cancellation);
                if (++Rows % 10_000 == 0)
                    progress?.Report(new ImportProgress(list, (int)Rows));
            }
            json.WriteEndArray();
        }

        private T Of<T>(T row, string id, Credential stored, DateTimeOffset? lastUsed) where T : CredentialRow => (T)(ids.Keyed(row, id, stored) with
        {
            AuthMode = PublicIds.Mode(stored.IdentityKind),
            Status = stored.Status,
            Health = stored.Health,
            Orphaned = stored.OrphanedAt is not null,
            OrphanedAt = stored.OrphanedAt,
            LastUsedAt = lastUsed,
        });

        private FlowRow Of(Flow flow) => ids.Keyed(new FlowRow { FlowMode = PublicIds.Mode(flow.IdentityKind), Status = flow.Status, ExpiresAt = flow.ExpiresAt }, flow.PublicId, flow);
    }
}
