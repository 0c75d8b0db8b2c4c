using System.Linq.Expressions;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
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
        var (named, key, client, id) = (Named, KeyMark, ClientMark, IdMark);
        var between = policy.Between(key, client);
        Client = Of(Statement.Client, () => db.McpClients.Where(row => row.ClientId == named).Select(row => new { row.Id, row.Disabled, row.AuthType }), named);
        Key = Of(Statement.Key, () => db.VirtualKeys.Where(row => row.PublicId == named).Select(Facts), named);
        User = Of(Statement.User, () => db.People.Where(row => row.PublicId == named).Select(row => new { row.Id, row.Active }), named);
        UserActive = Of(Statement.UserActive, () => db.People.Where(row => row.Id == id).Select(row => new { row.Active }), id);
        Session = Of(Statement.Session, () => db.McpSessions.Where(row => row.SessionId == named).Select(row => new { row.Id }), named);
        KeysOfUser = Of(
            Statement.KeysOfUser,
            () => db.VirtualKeys.Where(row => policy.PeopleOfKeys().Any(person => person.UserId == id && person.VirtualKeyId == row.Id)).OrderBy(row => row.Id).Select(Facts), id);
        Reached = Of(Statement.Reached, () => between.Reached().Select(reach => new { reach.VirtualKeyId }), key, client);
        Direct = Of(Statement.Direct, () => between.Grants.Select(grant => new { grant.Tools }), key, client);
        Profiles = Of(
            Statement.Profiles,
            () => (from source in between.ProfileSources()
                   join profile in db.AccessProfiles on source.ProfileId equals profile.Id
                   select new { source.Tools, profile.PublicId, profile.Name }).Distinct().OrderBy(row => row.Name), key, client);
        Token = Held(Statement.Token, db.OAuthTokens, db.OAuthTokenSecrets.Select(secret => new PublicName { Id = secret.Id, PublicId = secret.PublicId }));
        Header = Held(Statement.Header, db.HeaderCredentials, db.HeaderCredentialSecrets.Select(secret => new PublicName { Id = secret.Id, PublicId = secret.PublicId }));

        KeptStatement Of<T>(Statement statement, Func<IQueryable<T>> query, params object[] markers) => KeptStatement.Of(db, new AccessShape(statement), query, markers);

        KeptStatement Held<T>(Statement statement, IQueryable<T> rows, IQueryable<PublicName> names) where T : Credential
        {
            var (of, kind, holder) = (ClientMark, KindMark, IdMark);
            return Of(
                statement,
                () => from item in RowsInPlay.Credentials(rows.Where(row => row.McpClientId == of && row.IdentityKind == kind && row.IdentityId == holder))
                      join name in names on item.Row.Id equals name.Id
                      select new { name.PublicId, item.Status }, of, kind, holder);
        }
    }

    private static readonly Expression<Func<VirtualKey, KeyRow>> Facts =
        key => new KeyRow { Id = key.Id, PublicId = key.PublicId, IsActive = key.IsActive, ExpiresAt = key.ExpiresAt, OwnerUserId = key.OwnerUserId };

    /// <summary>A client by its public id.</summary>
    public KeptStatement Client { get; }

    /// <summary>A key by its public id.</summary>
    public KeptStatement Key { get; }

    /// <summary>A user by their public id.</summary>
    public KeptStatement User { get; }

    /// <summary>Whether a user is active, by id.</summary>
    public KeptStatement UserActive { get; }

    /// <summary>A session by the id that the caller asserts.</summary>
    public KeptStatement Session { get; }

    /// <summary>As <see cref="Key"/>, for every key that a user is one of the people of.</summary>
    public KeptStatement KeysOfUser { get; }

    /// <summary>A row when a key reaches a client.</summary>
    public KeptStatement Reached { get; }

    /// <summary>The direct grant of a key for a client.</summary>
    public KeptStatement Direct { get; }

    /// <summary>The profiles that name a client for a key.</summary>
    public KeptStatement Profiles { get; }

    /// <summary>A client's token by kind and id of identity.</summary>
    public KeptStatement Token { get; }

    /// <summary>The same of header values.</summary>
    public KeptStatement Header { get; }

    private enum Statement { Client, Key, User, UserActive, Session, KeysOfUser, Reached, Direct, Profiles, Token, Header }

    /// <summary>Each statement is always the same: whatever it is asked about is a parameter.</summary>
    private sealed record AccessShape(Statement Which) : StatementShape;

    private sealed class KeyRow
    {
        public int Id { get; init; }
        public required string PublicId { get; init; }
        public bool IsActive { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public int? OwnerUserId { get; init; }
    }

    private sealed class PublicName
    {
        public long Id { get; init; }
        public required string PublicId { get; init; }
    }
}
