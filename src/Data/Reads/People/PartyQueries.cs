using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.People;

/// <summary>What a line of a pasted list means.</summary>
/// <param name="Line">As it was pasted.</param>
/// <param name="Found">Who it names: nobody, one, or several of the same name.</param>
public sealed record NamedLine(string Line, IReadOnlyList<Party> Found);

/// <summary>Virtual keys, users and groups to choose from, however many there are.</summary>
public sealed class PartyQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of those whose name holds the search, by name.</summary>
    public async Task<Paged<PartyRow>> SearchAsync(ObjectKind kind, string? search, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await PartyRows.PageAsync(db, PartyRows.Of(db, kind), search, window, cancellation);
    }

    /// <summary>These, by name; those that are gone are not among them.</summary>
    public async Task<IReadOnlyList<PartyRow>> OfAsync(IReadOnlyCollection<Party> parties, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var named = new List<PartyName>();
        foreach (var kind in parties.GroupBy(party => party.Kind))
        {
            var ids = kind.Select(party => party.Id).ToArray();
            named.AddRange(await PartyRows.Of(db, kind.Key).Where(row => ids.Contains(row.PublicId)).ToArrayAsync(cancellation));
        }
        return await PartyRows.WithFactsAsync(db, [.. named.OrderBy(row => row.Name, Folding.Comparer).ThenBy(row => row.Kind).ThenBy(row => row.Id)], cancellation);
    }

    /// <summary>Reads each line as an id, a user name or a name, upper and lower case alike.</summary>
    public async Task<IReadOnlyList<NamedLine>> ReadAsync(ObjectKind kind, IReadOnlyCollection<string> lines, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var asked = lines.Select(Folding.Fold).Distinct().ToArray();
        var found = await PartyRows.Of(db, kind)
            .Where(row => asked.Contains(Folding.Fold(row.PublicId)) || asked.Contains(Folding.Fold(row.Name)) || asked.Contains(Folding.Fold(row.UserName)))
            .Select(row => new { row.PublicId, row.Name, row.UserName }).ToArrayAsync(cancellation);
        var byId = found.ToLookup(row => row.PublicId, Folding.Comparer);
        var byUserName = found.ToLookup(row => row.UserName, Folding.Comparer);
        var byName = found.ToLookup(row => row.Name, Folding.Comparer);
        return [.. lines.Select(line => new NamedLine(line, [.. (byId.Contains(line) ? byId[line] : byUserName.Contains(line) ? byUserName[line] : byName[line])
            .Select(row => new Party(kind, row.PublicId))]))];
    }
}
