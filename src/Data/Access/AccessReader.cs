using System.Data.Common;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Access;

/// <summary>Reads the facts of one request, on a connection in a read transaction.</summary>
internal sealed class AccessReader(KeptConnection connection, DbTransaction moment, AccessSql sql)
{
    public AccessFacts Read(AccessRequest request)
    {
        var client = connection.Rows(moment, sql.Client, row => new { Id = row.Int("Id"), Disabled = row.Bool("Disabled"), AuthType = (AuthType)row.Int("AuthType") }, request.McpClientId).FirstOrDefault();
        var key = request.VirtualKeyId is null ? null : connection.Rows(moment, sql.Key, Key, request.VirtualKeyId).FirstOrDefault();
        var user = request.UserId is null ? null : connection.Rows(moment, sql.User, row => new { Id = row.Int("Id"), Active = row.Bool("Active") }, request.UserId).FirstOrDefault();
        AccessReason[] unknown =
        [
            .. client is null ? [AccessReason.UnknownMcpClient] : Array.Empty<AccessReason>(),
            .. key is null && (request.VirtualKeyId is not null || request.UserId is null) ? [AccessReason.UnknownVirtualKey] : Array.Empty<AccessReason>(),
            .. user is null && request.UserId is not null ? [AccessReason.UnknownUser] : Array.Empty<AccessReason>(),
        ];
        if (unknown.Length > 0)
            return new AccessFacts { Unknown = unknown };

        var keys = key is null ? connection.Rows(moment, sql.KeysOfUser, Key, user!.Id) : [key];
        var credential = client!.AuthType switch
        {
            AuthType.PerUserOAuth => CredentialKind.OAuthToken,
            AuthType.PerUserHeaders => CredentialKind.HeaderCredential,
            _ => (CredentialKind?)null,
        };
        return new AccessFacts
        {
            OfUser = key is null,
            UserActive = (user?.Active ?? true) && (key?.Owner is not { } owner || connection.Rows(moment, sql.UserActive, row => row.Bool("Active"), owner).Single()),
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
            .. connection.Rows(moment, sql.Direct, row => new AccessSource(AccessSourceKind.Direct, key.PublicId, Tools(row)), key.Id, client),
            .. connection.Rows(moment, sql.Profiles, row => new AccessSource(AccessSourceKind.Profile, key.PublicId, Tools(row), row.Text("PublicId"), row.Text("Name")), key.Id, client),
        ];
        var covered = connection.Rows(moment, sql.Reached, _ => true, key.Id, client).Count > 0;
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
        Hold(IdentityKind.Session, session is null ? null : connection.Rows(moment, sql.Session, row => (int?)row.Int("Id"), session).FirstOrDefault());
        return held;

        void Hold(IdentityKind identity, int? id)
        {
            if (id is not null)
                held.AddRange(connection.Rows(
                    moment, kind == CredentialKind.OAuthToken ? sql.Token : sql.Header,
                    row => new AccessCredential(row.Text("PublicId"), kind, identity, (CredentialStatus)row.Int("Status")),
                    client, (int)identity, id.Value));
        }
    }

    private static KeyRow Key(DbDataReader row) => new(
        row.Int("Id"), row.Text("PublicId"), row.Bool("IsActive"), row.MomentOrNone("ExpiresAt"), row.IntOrNone("OwnerUserId"));

    private static ToolList Tools(DbDataReader row) => ToolList.FromJson(row.Text("Tools"));

    private sealed record KeyRow(int Id, string PublicId, bool IsActive, DateTimeOffset? ExpiresAt, int? Owner);
}
