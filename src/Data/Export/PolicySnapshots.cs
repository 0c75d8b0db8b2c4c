using System.Runtime.CompilerServices;
using Gatehouse.Data.Import;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Export;

/// <summary>Groups, keys and access profiles with what belongs to each, a page at a time.</summary>
internal static class PolicySnapshots
{
    public static async IAsyncEnumerable<GroupRow> GroupsAsync(DashboardDbContext db, PublicIds ids, int atOnce, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = 0; ;)
        {
            var page = await db.Groups.AsNoTracking().Where(group => group.Id > last).OrderBy(group => group.Id).Take(atOnce).ToArrayAsync(cancellation);
            if (page.Length == 0)
                yield break;
            var (first, end) = (page[0].Id, last = page[^1].Id);
            var members = (await db.GroupMembers.Where(member => member.GroupId >= first && member.GroupId <= end).OrderBy(member => member.UserId)
                .ToArrayAsync(cancellation)).ToLookup(member => member.GroupId, member => ids.Users[member.UserId]);
            foreach (var group in page)
                yield return new(group.PublicId, group.DisplayName, [.. members[group.Id]], group.CreatedAt);
        }
    }

    public static async IAsyncEnumerable<KeyRow> KeysAsync(DashboardDbContext db, PublicIds ids, int atOnce, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = 0; ;)
        {
            var page = await db.VirtualKeys.AsNoTracking().Where(key => key.Id > last).OrderBy(key => key.Id).Take(atOnce).ToArrayAsync(cancellation);
            if (page.Length == 0)
                yield break;
            var (first, end) = (page[0].Id, last = page[^1].Id);
            var grants = (await db.Grants.AsNoTracking().Where(grant => grant.VirtualKeyId >= first && grant.VirtualKeyId <= end).OrderBy(grant => grant.McpClientId)
                .ToArrayAsync(cancellation)).ToLookup(grant => grant.VirtualKeyId, grant => new ClientTools(ids.Clients[grant.McpClientId], grant.Tools.Names));
            foreach (var key in page)
                yield return new(key.PublicId, key.Name, key.Description, null, key.IsActive, key.ExpiresAt,
                    key.OwnerUserId is { } user ? ids.Users[user] : null, key.OwnerGroupId is { } group ? ids.Groups[group] : null, [.. grants[key.Id]], key.CreatedAt, key.UpdatedAt);
        }
    }

    /// <summary>One profile at a time: each may be given to many.</summary>
    public static async IAsyncEnumerable<ProfileRow> ProfilesAsync(DashboardDbContext db, PublicIds ids, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var profile in await db.AccessProfiles.AsNoTracking().OrderBy(profile => profile.Id).ToArrayAsync(cancellation))
        {
            var named = await db.ProfileGrants.AsNoTracking().Where(grant => grant.ProfileId == profile.Id).OrderBy(grant => grant.McpClientId).ToArrayAsync(cancellation);
            var given = await db.ProfileAssignments.AsNoTracking().Where(row => row.ProfileId == profile.Id).OrderBy(row => row.Id).ToArrayAsync(cancellation);
            yield return new(profile.PublicId, profile.Name, profile.IsActive, [.. named.Select(grant => new ClientTools(ids.Clients[grant.McpClientId], grant.Tools.Names))],
                new([.. Public(row => row.VirtualKeyId, ids.Keys)], [.. Public(row => row.UserId, ids.Users)], [.. Public(row => row.GroupId, ids.Groups)]), profile.CreatedAt, profile.UpdatedAt);

            IEnumerable<string> Public(Func<Policy.ProfileAssignment, int?> of, IReadOnlyDictionary<int, string> among) => given.Select(of).OfType<int>().Select(id => among[id]);
        }
    }
}
