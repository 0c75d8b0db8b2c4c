using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>What changes can be about: keys, MCP clients, access profiles, users and groups, those that were deleted too, to choose from and by their id.</summary>
public sealed class ChangeObjects(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>Objects whose name holds <paramref name="search"/>, at most <paramref name="limit"/> of each kind, by kind and name.</summary>
    public async Task<IReadOnlyList<ChangeObject>> FindAsync(string search, int limit = 3, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var part = Folding.Fold(search.Trim());
        var found = new List<ChangeObject>();
        foreach (var objects in All(db))
            found.AddRange(await objects.Where(known => Folding.Fold(known.Name).Contains(part)).OrderBy(known => Folding.Fold(known.Name)).ThenBy(known => known.Id)
                .Take(limit).Select(known => new ChangeObject(known.Kind, known.Id, known.Name)).ToArrayAsync(cancellation));
        return found;
    }

    /// <summary>The object that a filter names; null: it names none, or one that never was.</summary>
    public async Task<ChangeObject?> NamedAsync(ChangeFilter filter, CancellationToken cancellation = default)
    {
        if (Of(filter) is not { } asked)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var objects in All(db))
            if (await objects.Where(known => known.Kind == asked.Kind && known.Id == asked.Id).Select(known => new ChangeObject(known.Kind, known.Id, known.Name)).FirstOrDefaultAsync(cancellation) is { } named)
                return named;
        return null;
    }

    /// <summary>Which object a filter names.</summary>
    public static (ObjectKind Kind, string Id)? Of(ChangeFilter filter) => filter switch
    {
        { VirtualKeyId: { } key } => (ObjectKind.VirtualKey, key),
        { McpClientId: { } client } => (ObjectKind.McpClient, client),
        { ProfileId: { } profile } => (ObjectKind.AccessProfile, profile),
        { UserId: { } user } => (ObjectKind.User, user),
        { GroupId: { } group } => (ObjectKind.Group, group),
        _ => null,
    };

    private static IQueryable<Known>[] All(DashboardDbContext db) =>
    [
        db.VirtualKeys.Select(key => new Known { Kind = ObjectKind.VirtualKey, Id = key.PublicId, Name = key.Name }),
        db.McpClients.Select(client => new Known { Kind = ObjectKind.McpClient, Id = client.ClientId, Name = client.Name }),
        db.AccessProfiles.Select(profile => new Known { Kind = ObjectKind.AccessProfile, Id = profile.PublicId, Name = profile.Name }),
        db.People.Select(user => new Known { Kind = ObjectKind.User, Id = user.PublicId, Name = user.DisplayName }),
        db.Groups.Select(group => new Known { Kind = ObjectKind.Group, Id = group.PublicId, Name = group.DisplayName }),
        db.DeletedObjects.Select(gone => new Known { Kind = gone.Kind, Id = gone.PublicId, Name = gone.Name }),
    ];

    private sealed class Known
    {
        public ObjectKind Kind { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
    }
}
