using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Values for when a detail does not matter.</summary>
public static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    /// <summary>An admin on a page whose account is in no table.</summary>
    public static readonly Actor Admin = Named("mara");

    public static Actor Named(string name, Role role = Role.Admin, Origin origin = Origin.Page) => new(name, role, origin);

    public static VirtualKey VirtualKey(int id, string? name = null, int? user = null, int? group = null) => new()
    {
        Id = id,
        PublicId = $"vk{id}",
        Name = name ?? $"key-{id}",
        OwnerUserId = user,
        OwnerGroupId = group,
        CreatedAt = Time,
        UpdatedAt = Time,
    };

    public static McpClient McpClient(
        int id, string? name = null, bool allKeys = false, AuthType auth = AuthType.PerUserOAuth, string[]? headers = null) => new()
        {
            Id = id,
            ClientId = $"c{id}",
            Name = name ?? $"client_{id}",
            ConnectionType = ConnectionType.Http,
            ConnectionString = "https://mcp.example.com",
            AuthType = auth,
            AllowOnAllVirtualKeys = allKeys,
            PerUserHeaderKeys = [.. (headers ?? []).Select(name => name.Trim().ToLowerInvariant())],
            CreatedAt = Time,
            UpdatedAt = Time,
        };

    public static Grant Grant(int key, int client, ToolList? tools = null) =>
        new() { VirtualKeyId = key, McpClientId = client, Tools = tools ?? ToolList.All };

    public static User User(int id, string? name = null) => new()
    {
        Id = id,
        PublicId = $"u{id}",
        UserName = $"user{id}@example.com",
        DisplayName = name ?? $"User {id}",
        CreatedAt = Time,
    };

    public static Group Group(int id) => new() { Id = id, PublicId = $"g{id}", DisplayName = $"Group {id}", CreatedAt = Time };

    public static AccessProfile Profile(int id, bool active = true) =>
        new() { Id = id, PublicId = $"p{id}", Name = $"Profile {id}", IsActive = active, CreatedAt = Time, UpdatedAt = Time };

    /// <summary>A token and its secret row.</summary>
    public static object[] Token(
        long id, int client, IdentityKind kind, int identity, bool orphaned = false, CredentialHealth health = CredentialHealth.Healthy)
    {
        var token = new OAuthToken
        {
            Id = id,
            McpClientId = client,
            IdentityKind = kind,
            IdentityId = identity,
            Health = health,
            CreatedAt = Time,
        };
        if (orphaned)
            token.ArriveOrphaned(Time);
        return [token, new OAuthTokenSecret { Id = id, PublicId = $"t{id}" }];
    }

    /// <summary>A header credential and its secret row.</summary>
    public static object[] Header(
        long id, int client, IdentityKind kind, int identity, bool orphaned = false, CredentialHealth health = CredentialHealth.Healthy, int names = 1)
    {
        var header = new HeaderCredential
        {
            Id = id,
            McpClientId = client,
            IdentityKind = kind,
            IdentityId = identity,
            Health = health,
            HeaderNameSetId = names,
            CreatedAt = Time,
        };
        if (orphaned)
            header.ArriveOrphaned(Time);
        return [header, new HeaderCredentialSecret { Id = id, PublicId = $"h{id}" }];
    }

    public static OAuthFlow OAuthFlow(long id, int client, IdentityKind kind, int identity, FlowStatus status = FlowStatus.Pending) => new()
    {
        Id = id,
        PublicId = $"of{id}",
        McpClientId = client,
        IdentityKind = kind,
        IdentityId = identity,
        Status = status,
        CreatedAt = Time,
        ExpiresAt = Time.AddMinutes(15),
    };

    public static HeaderFlow HeaderFlow(long id, int client, IdentityKind kind, int identity, FlowStatus status = FlowStatus.Pending) => new()
    {
        Id = id,
        PublicId = $"hf{id}",
        McpClientId = client,
        IdentityKind = kind,
        IdentityId = identity,
        Status = status,
        CreatedAt = Time,
        ExpiresAt = Time.AddMinutes(15),
    };
}
