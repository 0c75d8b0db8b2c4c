using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>
/// Tallies for the keys, users or groups that are on the screen, from the same expression the plan is counted with. Behind a key stand its
/// rows and its people's, behind a user theirs and their personal keys', behind a group its members' and its team keys'. A row that stands
/// behind two counts for both.
/// </summary>
internal static class PartyTallies
{
    public static async Task<IReadOnlyDictionary<string, MoveCounts>> OfAsync(
        PlanContext context, ObjectKind kind, IReadOnlyCollection<string> publicIds, CancellationToken cancellation)
    {
        var behind = await BehindAsync(context.Db, kind, publicIds, cancellation);
        var moved = new Dictionary<(IdentityKind, int), MoveCounts>();
        foreach (var part in context.Parts.Where(part => part.Identity != IdentityKind.Session))
        {
            var identities = behind.Where(row => row.Identity.Kind == part.Identity).Select(row => row.Identity.Id).Distinct().ToArray();
            if (identities.Length == 0)
                continue;
            var command = context.Command(part.MovingSql(context), moving =>
                $"{Part.Named(moving, once: false)} SELECT identity_id, move, COUNT(*) AS rows_found FROM moving WHERE identity_id IN (SELECT value FROM json_each(@gh_ids)) GROUP BY identity_id, move");
            KeptStatement.Set(command, "@gh_ids", JsonSerializer.Serialize(identities));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var identity = (part.Identity, reader.Int("identity_id"));
                moved[identity] = moved.GetValueOrDefault(identity, MoveCounts.None).With((Move)reader.Int("move"), reader.Int("rows_found"));
            }
        }
        return behind.GroupBy(row => row.Party).ToDictionary(party => party.Key, party => party
            .Select(row => moved.GetValueOrDefault(row.Identity, MoveCounts.None)).Aggregate((one, other) => one + other));
    }

    /// <summary>Each party with the identities behind it, once.</summary>
    private static async Task<IReadOnlyCollection<(string Party, (IdentityKind Kind, int Id) Identity)>> BehindAsync(
        DashboardDbContext db, ObjectKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var policy = PolicyRows.Of(db);
        var pairs = kind switch
        {
            ObjectKind.VirtualKey => Keys(db.VirtualKeys.Where(key => ids.Contains(key.PublicId)).Select(key => new Owned { Party = key.PublicId, KeyId = key.Id }))
                .Concat(
                    from key in db.VirtualKeys
                    where ids.Contains(key.PublicId)
                    join person in policy.PeopleOfKeys() on key.Id equals person.VirtualKeyId
                    select new Behind { Party = key.PublicId, Kind = IdentityKind.User, Id = person.UserId }),
            ObjectKind.User => db.People.Where(user => ids.Contains(user.PublicId)).Select(user => new Behind { Party = user.PublicId, Kind = IdentityKind.User, Id = user.Id })
                .Concat(Keys(
                    from user in db.People
                    where ids.Contains(user.PublicId)
                    join key in policy.KeysOfUsers() on user.Id equals key.OwnerId
                    select new Owned { Party = user.PublicId, KeyId = key.VirtualKeyId })),
            ObjectKind.Group =>
                (from owner in db.Groups
                 where ids.Contains(owner.PublicId)
                 join member in db.GroupMembers on owner.Id equals member.GroupId
                 select new Behind { Party = owner.PublicId, Kind = IdentityKind.User, Id = member.UserId })
                .Concat(Keys(
                    from owner in db.Groups
                    where ids.Contains(owner.PublicId)
                    join key in policy.KeysOfGroups() on owner.Id equals key.OwnerId
                    select new Owned { Party = owner.PublicId, KeyId = key.VirtualKeyId })),
            _ => throw new NotSupportedException(kind.ToString()),
        };
        return [.. (await pairs.ToArrayAsync(cancellation)).Select(row => (row.Party, (row.Kind, row.Id))).Distinct()];
    }

    private static IQueryable<Behind> Keys(IQueryable<Owned> keys) =>
        keys.Select(key => new Behind { Party = key.Party, Kind = IdentityKind.VirtualKey, Id = key.KeyId });

    private sealed class Owned
    {
        public required string Party { get; init; }
        public int KeyId { get; init; }
    }

    private sealed class Behind
    {
        public required string Party { get; init; }
        public IdentityKind Kind { get; init; }
        public int Id { get; init; }
    }
}
