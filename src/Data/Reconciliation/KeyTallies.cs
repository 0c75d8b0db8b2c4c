using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// Tallies for the keys that are on the screen, from the same expression the plan is counted with: rows keyed by each, and by its
/// people. A person of two keys counts for both.
/// </summary>
internal static class KeyTallies
{
    public static async Task<IReadOnlyDictionary<string, MoveCounts>> OfAsync(
        PlanContext context, Proposal proposal, IReadOnlyCollection<string> publicIds, CancellationToken cancellation)
    {
        var db = context.Db;
        var keys = await db.VirtualKeys.Where(key => publicIds.Contains(key.PublicId)).ToDictionaryAsync(key => key.Id, key => key.PublicId, cancellation);
        var ids = keys.Keys.ToArray();
        var people = await PolicyRows.Of(db).PeopleOfKeys().Where(person => ids.Contains(person.VirtualKeyId)).ToArrayAsync(cancellation);
        var users = people.Select(person => person.UserId).Distinct().ToArray();
        var moved = new Dictionary<(IdentityKind, int), MoveCounts>();
        foreach (var part in Part.Of(proposal).Where(part => part.Identity != IdentityKind.Session))
        {
            var identities = part.Identity == IdentityKind.User ? users : ids;
            if (identities.Length == 0)
                continue;
            var command = part.MovingSql(context).Command(context, sql =>
                $"{Part.Named(sql, once: false)} SELECT identity_id, move, COUNT(*) FROM moving WHERE identity_id IN (SELECT value FROM json_each(@gh_ids)) GROUP BY identity_id, move");
            KeptSql.Bind(command, "@gh_ids", JsonSerializer.Serialize(identities));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var identity = (part.Identity, reader.GetInt32(0));
                moved[identity] = moved.GetValueOrDefault(identity, MoveCounts.None).With((Move)reader.GetInt32(1), reader.GetInt32(2));
            }
        }
        var peopleOf = people.ToLookup(person => person.VirtualKeyId, person => person.UserId);
        return keys.ToDictionary(key => key.Value, key => peopleOf[key.Key].Select(user => (IdentityKind.User, user)).Prepend((IdentityKind.VirtualKey, key.Key))
            .Select(identity => moved.GetValueOrDefault(identity, MoveCounts.None)).Aggregate((one, other) => one + other));
    }
}
