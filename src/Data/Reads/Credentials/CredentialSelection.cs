using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>A filter of the list of all credentials in surrogate ids. Null: not asked.</summary>
internal sealed record CredentialSelection
{
    public required CredentialListFilter Filter { get; init; }

    /// <summary>For what is pending only while somebody can still finish it.</summary>
    public required DateTimeOffset Now { get; init; }

    public int[]? Clients { get; init; }

    public int[]? Keys { get; init; }

    public int[]? Users { get; init; }

    public int[]? Sessions { get; init; }

    public FoundBySearch? Found { get; init; }

    /// <summary>How its rows are read.</summary>
    public CredentialWay Way { get; init; } = new CredentialWay.Walked();

    /// <summary>An index finds the rows of a time or of a change: worth to know how many there are before they are walked in another order.</summary>
    public bool MayBeFew => Way is CredentialWay.Walked && Filter is not { OrphanedBefore: null, ChangeId: null, CreatedFrom: null, CreatedBefore: null, UsedFrom: null };

    /// <summary>Rows are keyed by one of these identities.</summary>
    public bool IsByIdentity => Keys is not null || Users is not null || Sessions is not null;

    /// <summary>Only orphaned rows can be let through.</summary>
    public bool IsOfOrphans => Filter.Statuses is [CredentialStatus.Orphaned] || Filter.OrphanedBefore is not null || Filter.ChangeId is not null;

    /// <summary>Nothing has what it asks for.</summary>
    public bool IsNothing => Clients is { Length: 0 } || Found is { IsNothing: true } || (IsByIdentity && (Keys ?? []).Length + (Users ?? []).Length + (Sessions ?? []).Length == 0);

    public static async Task<CredentialSelection> OfAsync(DashboardDbContext db, CredentialListFilter filter, DateTimeOffset now, int many, CancellationToken cancellation)
    {
        var asked = await AskedAsync(db, filter, now, cancellation);
        return asked.IsByIdentity || asked.Found is { IsNarrow: true } ? asked with { Way = new CredentialWay.LookedUp() }
            : filter.Sort == CredentialSort.LastUsed ? asked with { Way = await CredentialWay.Walked.OfLastUseAsync(db, many, cancellation) }
            : asked;
    }

    private static async Task<CredentialSelection> AskedAsync(DashboardDbContext db, CredentialListFilter filter, DateTimeOffset now, CancellationToken cancellation)
    {
        var selection = new CredentialSelection { Filter = filter, Now = now };
        if (filter.Clients.Count > 0)
            selection = selection with { Clients = await db.McpClients.Where(row => filter.Clients.Contains(row.ClientId)).Select(row => row.Id).ToArrayAsync(cancellation) };
        string[] keys = [.. filter.VirtualKeys], users = [.. filter.Users];
        if (keys.Length > 0 || users.Length > 0)
            selection = selection with { Keys = await KeysAsync(keys), Users = await UsersAsync(users), Sessions = [] };
        if (filter.Identity is { Length: > 0 } identity)
            selection = selection with
            {
                Keys = Both(selection.Keys, await KeysAsync([identity])),
                Users = Both(selection.Users, await UsersAsync([identity])),
                Sessions = Both(selection.Sessions, await db.McpSessions.Where(row => row.SessionId == identity).Select(row => row.Id).ToArrayAsync(cancellation)),
            };
        if (string.IsNullOrWhiteSpace(filter.Search))
            return selection;
        var found = await FoundBySearch.OfAsync(db, filter.Search.Trim(), cancellation);
        return found.IsOfClients ? selection with { Clients = Both(selection.Clients, found.Clients) } : selection with { Found = found };

        Task<int[]> KeysAsync(string[] ids) => db.VirtualKeys.Where(row => ids.Contains(row.PublicId)).Select(row => row.Id).ToArrayAsync(cancellation);

        Task<int[]> UsersAsync(string[] ids) => db.People.Where(row => ids.Contains(row.PublicId)).Select(row => row.Id).ToArrayAsync(cancellation);

        static int[] Both(int[]? asked, int[] also) => asked is null ? also : [.. asked.Intersect(also)];
    }
}

/// <summary>What a search found: rows of these clients, keys, people and sessions, and the row of that id.</summary>
internal sealed record FoundBySearch(int[] Clients, int[] Keys, int[] Users, int[] Sessions, CredentialKind? RowKind, long RowId)
{
    /// <summary>The rows of so many identities are read by their index; more are met soon enough on the way.</summary>
    private const int Few = 200;

    public bool IsNothing => Clients.Length + Identities == 0 && RowKind is null;

    /// <summary>Clients alone: they are ranges of the tables.</summary>
    public bool IsOfClients => Clients.Length > 0 && Identities == 0 && RowKind is null;

    public bool IsNarrow => Clients.Length == 0 && Identities <= Few;

    /// <summary>Whoever counts them stops early: so the rows of many identities, too, are read by their index.</summary>
    public bool IsCounted { get; init; }

    private int Identities => Keys.Length + Users.Length + Sessions.Length;

    public static async Task<FoundBySearch> OfAsync(DashboardDbContext db, string search, CancellationToken cancellation)
    {
        var part = Folding.Fold(search);
        var (kind, id) = await RowAsync(db, search, cancellation);
        return new(
            await db.McpClients.Where(row => Folding.Fold(row.Name).Contains(part) || Folding.Fold(row.ClientId).Contains(part)).Select(row => row.Id).ToArrayAsync(cancellation),
            await db.VirtualKeys.Where(row => Folding.Fold(row.Name).Contains(part) || row.PublicId == search).Select(row => row.Id).ToArrayAsync(cancellation),
            await db.People.Where(row => Folding.Fold(row.DisplayName).Contains(part) || Folding.Fold(row.UserName).Contains(part) || row.PublicId == search)
                .Select(row => row.Id).ToArrayAsync(cancellation),
            await db.McpSessions.Where(row => Folding.Fold(row.SessionId).Contains(part)).Select(row => row.Id).ToArrayAsync(cancellation), kind, id);
    }

    /// <summary>The row that has this public id; no kind: none has.</summary>
    public static async Task<(CredentialKind? Kind, long Id)> RowAsync(DashboardDbContext db, string publicId, CancellationToken cancellation)
    {
        var found = await db.OAuthTokenSecrets.Where(row => row.PublicId == publicId).Select(row => new { Kind = CredentialKind.OAuthToken, row.Id })
            .Concat(db.HeaderCredentialSecrets.Where(row => row.PublicId == publicId).Select(row => new { Kind = CredentialKind.HeaderCredential, row.Id }))
            .Concat(db.OAuthFlows.Where(row => row.PublicId == publicId).Select(row => new { Kind = CredentialKind.OAuthFlow, row.Id }))
            .Concat(db.HeaderFlows.Where(row => row.PublicId == publicId).Select(row => new { Kind = CredentialKind.HeaderFlow, row.Id }))
            .OrderBy(row => row.Kind).FirstOrDefaultAsync(cancellation);
        return (found?.Kind, found?.Id ?? 0);
    }
}
