using System.Data.Common;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Access;

/// <summary>Reads the facts of one request, on a connection in a read transaction.</summary>
internal sealed class AccessReader(AccessConnection connection, AccessSql sql)
{
    public AccessFacts Read(AccessRequest request)
    {
        var client = connection.Rows(sql.Client, row => new { Id = row.GetInt32(0), Disabled = row.GetBoolean(1), AuthType = (AuthType)row.GetInt32(2) }, request.McpClientId).FirstOrDefault();
        var key = request.VirtualKeyId is null ? null : connection.Rows(sql.Key, Key, request.VirtualKeyId).FirstOrDefault();
        var user = request.UserId is null ? null : connection.Rows(sql.User, row => new { Id = row.GetInt32(0), Active = row.GetBoolean(1) }, request.UserId).FirstOrDefault();
        AccessReason[] unknown =
        [
            .. client is null ? [AccessReason.UnknownMcpClient] : Array.Empty<AccessReason>(),
            .. key is null && (request.VirtualKeyId is not null || request.UserId is null) ? [AccessReason.UnknownVirtualKey] : Array.Empty<AccessReason>(),
            .. user is null && request.UserId is not null ? [AccessReason.UnknownUser] : Array.Empty<AccessReason>(),
        ];
        if (unknown.Length > 0)
            return new AccessFacts { Unknown = unknown };

        var keys = key is null ? connection.Rows(sql.KeysOfUser, Key, user!.Id) : [key];
        var credential = client!.AuthType switch
        {
            AuthType.PerUserOAuth => CredentialKind.OAuthToken,
            AuthType.PerUserHeaders => CredentialKind.HeaderCredential,
            _ => (CredentialKind?)null,
        };
        return new AccessFacts
        {
            OfUser = key is null,
            UserActive = (user?.Active ?? true) && (key?.Owner is not { } owner || connection.Rows(sql.UserActive, row => row.GetBoolean(0), owner).Single()),
            ClientDisabled = client.Disabled,
            NeedsCredential = credential is not null,
            Keys = [.. keys.Select(each => Facts(each, client.Id))],
            Credentials = credential is { } kind ? Credentials(client.Id, kind, user?.Id ?? key?.Owner, key?.Id, request.SessionId) : [],
        };
    }

    private KeyFacts Facts(KeyRow key, int client)
    {
        AccessSource[] named =
        [
            .. connection.Rows(sql.Direct, row => new AccessSource(AccessSourceKind.Direct, key.PublicId, Tools(row)), key.Id, client),
            .. connection.Rows(sql.Profiles, row => new AccessSource(AccessSourceKind.Profile, key.PublicId, Tools(row), row.GetString(1), row.GetString(2)), key.Id, client),
        ];
        var covered = connection.Rows(sql.Reached, _ => true, key.Id, client).Count > 0;
        AccessSource[] via = covered && named.Length == 0
            ? [new(AccessSourceKind.AllKeys, key.PublicId, ToolList.All)]
            : [.. named.Where(source => !source.Tools.IsNone)];
        return new KeyFacts(key.IsActive, key.ExpiresAt, covered, named.Length > 0, via);
    }

    /// <summary>In the order of precedence: user over key over session.</summary>
    private List<AccessCredential> Credentials(int client, CredentialKind kind, int? user, int? key, string? session)
    {
        var held = new List<AccessCredential>();
        Hold(IdentityKind.User, user);
        Hold(IdentityKind.VirtualKey, key);
        Hold(IdentityKind.Session, session is null ? null : connection.Rows(sql.Session, row => (int?)row.GetInt32(0), session).FirstOrDefault());
        return held;

        void Hold(IdentityKind identity, int? id)
        {
            if (id is not null)
                held.AddRange(connection.Rows(
                    kind == CredentialKind.OAuthToken ? sql.Token : sql.Header,
                    row => new AccessCredential(row.GetString(0), kind, identity, row.GetBoolean(2) ? CredentialStatus.Orphaned : (CredentialStatus)row.GetInt32(1)),
                    client, (int)identity, id.Value));
        }
    }

    private static KeyRow Key(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetBoolean(2),
        row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetInt32(4));

    private static ToolList Tools(DbDataReader row) => ToolList.FromJson(row.GetString(0));

    private sealed record KeyRow(int Id, string PublicId, bool IsActive, DateTimeOffset? ExpiresAt, int? Owner);
}
