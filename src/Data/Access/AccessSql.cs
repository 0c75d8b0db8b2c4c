using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>The statements of a check. Which client is reached through what, Cover says: its expressions, asked of one key and one client.</summary>
internal sealed class AccessSql
{
    private const string Named = "\u0001";
    private const int KeyMark = -101;
    private const int ClientMark = -102;
    private const int IdMark = -103;
    private const IdentityKind KindMark = (IdentityKind)(-104);

    public AccessSql(IDbContextFactory<DashboardDbContext> contexts)
    {
        using var db = contexts.CreateDbContext();
        var policy = PolicyRows.Of(db);
        // Variables, so that EF makes parameters of them.
        var (named, key, client, id, kind) = (Named, KeyMark, ClientMark, IdMark, KindMark);
        Client = AccessStatement.Of(db.McpClients.Where(row => row.ClientId == named).Select(row => new { row.Id, row.Disabled, row.AuthType }), named);
        Key = AccessStatement.Of(db.VirtualKeys.Where(row => row.PublicId == named).Select(Facts), named);
        User = AccessStatement.Of(db.People.Where(row => row.PublicId == named).Select(row => new { row.Id, row.Active }), named);
        UserActive = AccessStatement.Of(db.People.Where(row => row.Id == id).Select(row => row.Active), id);
        Session = AccessStatement.Of(db.McpSessions.Where(row => row.SessionId == named).Select(row => row.Id), named);
        KeysOfUser = AccessStatement.Of(
            db.VirtualKeys.Where(row => policy.PeopleOfKeys().Any(person => person.UserId == id && person.VirtualKeyId == row.Id)).OrderBy(row => row.Id).Select(Facts), id);
        var between = policy.Between(key, client);
        Reached = AccessStatement.Of(between.Reached().Select(reach => reach.VirtualKeyId), key, client);
        Direct = AccessStatement.Of(between.Grants.Select(grant => grant.Tools), key, client);
        Profiles = AccessStatement.Of(
            (from source in between.ProfileSources()
             join profile in db.AccessProfiles on source.ProfileId equals profile.Id
             select new { source.Tools, profile.PublicId, profile.Name }).Distinct().OrderBy(row => row.Name), key, client);
        Token = AccessStatement.Of(
            from row in db.OAuthTokens
            join secret in db.OAuthTokenSecrets on row.Id equals secret.Id
            where row.McpClientId == client && row.IdentityKind == kind && row.IdentityId == id
            select new { secret.PublicId, row.Health, IsOrphaned = row.OrphanedAt != null }, client, kind, id);
        Header = AccessStatement.Of(
            from row in db.HeaderCredentials
            join secret in db.HeaderCredentialSecrets on row.Id equals secret.Id
            where row.McpClientId == client && row.IdentityKind == kind && row.IdentityId == id
            select new { secret.PublicId, row.Health, IsOrphaned = row.OrphanedAt != null }, client, kind, id);
    }

    private static readonly System.Linq.Expressions.Expression<Func<VirtualKey, KeyRow>> Facts =
        key => new KeyRow { Id = key.Id, PublicId = key.PublicId, IsActive = key.IsActive, ExpiresAt = key.ExpiresAt, OwnerUserId = key.OwnerUserId };

    /// <summary>id, disabled, auth type of a public id.</summary>
    public AccessStatement Client { get; }

    /// <summary>id, public id, active, expiry, owning user of a public id.</summary>
    public AccessStatement Key { get; }

    /// <summary>id, active of a public id.</summary>
    public AccessStatement User { get; }

    /// <summary>active of an id.</summary>
    public AccessStatement UserActive { get; }

    /// <summary>id of a session id.</summary>
    public AccessStatement Session { get; }

    /// <summary>As <see cref="Key"/>, for every key that a user is one of the people of.</summary>
    public AccessStatement KeysOfUser { get; }

    /// <summary>A row when a key reaches a client.</summary>
    public AccessStatement Reached { get; }

    /// <summary>tools of the direct grant of a key for a client.</summary>
    public AccessStatement Direct { get; }

    /// <summary>tools, public id, name of the profiles that name a client for a key.</summary>
    public AccessStatement Profiles { get; }

    /// <summary>public id, health, orphaned of a client's token by kind and id of identity.</summary>
    public AccessStatement Token { get; }

    /// <summary>The same of header values.</summary>
    public AccessStatement Header { get; }

    private sealed class KeyRow
    {
        public int Id { get; init; }
        public required string PublicId { get; init; }
        public bool IsActive { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public int? OwnerUserId { get; init; }
    }
}
