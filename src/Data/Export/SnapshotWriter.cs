using System.Buffers;
using System.Text;
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
        var run = new Run(db, stream, progress, await PublicIds.ReadAsync(db, cancellation), cancellation);
        await run.WriteAsync();
        return run.Rows;
    }

    /// <summary>One export under way.</summary>
    private sealed class Run(DashboardDbContext db, Stream stream, IProgress<ImportProgress>? progress, PublicIds ids, CancellationToken cancellation)
    {
        private readonly ArrayBufferWriter<byte> buffer = new(FlushAt * 2);

        public long Rows { get; private set; }

        public async Task WriteAsync()
        {
            buffer.Write("{\"version\":1"u8);
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
            buffer.Write("}\n"u8);
            await FlushAsync();
        }

        private async Task ListAsync<T>(string list, IAsyncEnumerable<T> rows)
        {
            buffer.Write(Encoding.UTF8.GetBytes($",\n\"{list}\":["));
            // The serializer flushes its writer, which would write to the stream without waiting: so it writes to memory, a little at a time.
            await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = DataJson.Options.Encoder });
            var first = true;
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                buffer.Write(first ? "\n"u8 : ",\n"u8);
                first = false;
                JsonSerializer.Serialize(json, row, DataJson.Options);
                json.Reset();
                if (buffer.WrittenCount > FlushAt)
                    await FlushAsync();
                if (++Rows % 10_000 == 0)
                    progress?.Report(new ImportProgress(list, (int)Rows));
            }
            buffer.Write("]"u8);
        }

        private async Task FlushAsync()
        {
            await stream.WriteAsync(buffer.WrittenMemory, cancellation);
            await stream.FlushAsync(cancellation);
            buffer.ResetWrittenCount();
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
