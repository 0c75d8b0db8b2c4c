using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>Reads the facts of one request, all at one moment. What is covered, Cover says.</summary>
internal sealed class AccessReader(DashboardDbContext db, CancellationToken cancellation)
{
    public static async Task<AccessFacts> ReadAsync(IDbContextFactory<DashboardDbContext> contexts, AccessRequest request, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        return await new AccessReader(db, cancellation).ReadAsync(request);
    }

    private async Task<AccessFacts> ReadAsync(AccessRequest request)
    {
        var client = await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == request.McpClientId, cancellation);
        var key = request.VirtualKeyId is null ? null : await db.VirtualKeys.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == request.VirtualKeyId, cancellation);
        var user = request.UserId is null ? null : await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == request.UserId, cancellation);
        AccessReason[] unknown =
        [
            .. client is null ? [AccessReason.UnknownMcpClient] : Array.Empty<AccessReason>(),
            .. key is null && (request.VirtualKeyId is not null || request.UserId is null) ? [AccessReason.UnknownVirtualKey] : Array.Empty<AccessReason>(),
            .. user is null && request.UserId is not null ? [AccessReason.UnknownUser] : Array.Empty<AccessReason>(),
        ];
        if (unknown.Length > 0)
            return new AccessFacts { Unknown = unknown };

        var owner = key?.OwnerUserId is { } id ? await db.People.AsNoTracking().FirstAsync(row => row.Id == id, cancellation) : null;
        var kind = client!.AuthType switch
        {
            AuthType.PerUserOAuth => CredentialKind.OAuthToken,
            AuthType.PerUserHeaders => CredentialKind.HeaderCredential,
            _ => (CredentialKind?)null,
        };
        return new AccessFacts
        {
            OfUser = key is null,
            UserActive = user?.Active ?? true,
            ClientDisabled = client.Disabled,
            NeedsCredential = kind is not null,
            Keys = await KeysAsync(client, key is null ? await KeysOfAsync(user!) : [key], owner?.Active ?? true),
            Credentials = kind is null ? [] : await CredentialsAsync(client.Id, kind.Value, (user ?? owner)?.Id, key?.Id, request.SessionId),
        };
    }

    private Task<VirtualKey[]> KeysOfAsync(User user) =>
        (from person in PolicyRows.Of(db).PeopleOfKeys()
         join key in db.VirtualKeys.AsNoTracking() on person.VirtualKeyId equals key.Id
         where person.UserId == user.Id
         orderby key.Id
         select key).ToArrayAsync(cancellation);

    private async Task<IReadOnlyList<KeyFacts>> KeysAsync(McpClient client, VirtualKey[] keys, bool ownerActive)
    {
        var ids = keys.Select(key => key.Id).ToArray();
        var policy = PolicyRows.Of(db);
        var covered = await policy.Reached(PolicyOverlay.None)
            .Where(reach => reach.McpClientId == client.Id && ids.Contains(reach.VirtualKeyId)).Select(reach => reach.VirtualKeyId).ToArrayAsync(cancellation);
        var direct = await policy.Grants
            .Where(grant => grant.McpClientId == client.Id && ids.Contains(grant.VirtualKeyId))
            .Select(grant => new { grant.VirtualKeyId, grant.Tools }).ToArrayAsync(cancellation);
        var profiles = await (
            from source in policy.ProfileSources()
            join profile in policy.AccessProfiles on source.ProfileId equals profile.Id
            where source.McpClientId == client.Id && ids.Contains(source.VirtualKeyId)
            orderby profile.Name
            select new { source.VirtualKeyId, source.Tools, profile.PublicId, profile.Name }).ToArrayAsync(cancellation);
        return [.. keys.Select(key =>
        {
            AccessSource[] named =
            [
                .. direct.Where(grant => grant.VirtualKeyId == key.Id).Select(grant => new AccessSource(AccessSourceKind.Direct, key.PublicId, grant.Tools)),
                .. profiles.Where(source => source.VirtualKeyId == key.Id)
                    .Select(source => new AccessSource(AccessSourceKind.Profile, key.PublicId, source.Tools, source.PublicId, source.Name)),
            ];
            var isCovered = covered.Contains(key.Id);
            AccessSource[] via = isCovered && named.Length == 0
                ? [new(AccessSourceKind.AllKeys, key.PublicId, ToolList.All)]
                : [.. named.Where(source => !source.Tools.IsNone)];
            return new KeyFacts(key.IsActive, key.ExpiresAt, ownerActive, isCovered, named.Length > 0, via);
        })];
    }

    /// <summary>In the order of precedence: user over key over session.</summary>
    private async Task<IReadOnlyList<AccessCredential>> CredentialsAsync(int client, CredentialKind kind, int? user, int? key, string? session)
    {
        var sessionId = session is null ? null : await db.McpSessions.Where(row => row.SessionId == session).Select(row => (int?)row.Id).FirstOrDefaultAsync(cancellation);
        (IdentityKind, int)[] identities =
        [
            .. user is { } u ? [(IdentityKind.User, u)] : Array.Empty<(IdentityKind, int)>(),
            .. key is { } k ? [(IdentityKind.VirtualKey, k)] : Array.Empty<(IdentityKind, int)>(),
            .. sessionId is { } s ? [(IdentityKind.Session, s)] : Array.Empty<(IdentityKind, int)>(),
        ];
        var held = new List<AccessCredential>();
        foreach (var (identity, id) in identities)
        {
            var found = kind == CredentialKind.OAuthToken
                ? await (from row in db.OAuthTokens
                         where row.McpClientId == client && row.IdentityKind == identity && row.IdentityId == id
                         join secret in db.OAuthTokenSecrets on row.Id equals secret.Id
                         select new { secret.PublicId, row.Health, row.OrphanedAt }).FirstOrDefaultAsync(cancellation)
                : await (from row in db.HeaderCredentials
                         where row.McpClientId == client && row.IdentityKind == identity && row.IdentityId == id
                         join secret in db.HeaderCredentialSecrets on row.Id equals secret.Id
                         select new { secret.PublicId, row.Health, row.OrphanedAt }).FirstOrDefaultAsync(cancellation);
            if (found is not null)
                held.Add(new(found.PublicId, kind, identity, found.OrphanedAt is null ? (CredentialStatus)found.Health : CredentialStatus.Orphaned));
        }
        return held;
    }
}
