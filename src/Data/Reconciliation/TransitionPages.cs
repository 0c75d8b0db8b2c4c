using System.Globalization;
using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Pages of transitions by keyset: each part gives its next rows, the page is their merge in the order client, identity, id.</summary>
internal static class TransitionPages
{
    public static async Task<TransitionPage> PageAsync(
        DashboardDbContext db, IReadOnlyList<Part> parts, TransitionQuery query, CancellationToken cancellation)
    {
        var limit = Math.Clamp(query.Limit, 1, 500);
        var after = Cursor.Parse(query.Cursor);
        var total = 0;
        var rows = new List<Transition>();
        foreach (var part in parts)
        {
            var filtered = Filter(db, part.Transitions, query);
            total += await filtered.CountAsync(cancellation);
            rows.AddRange(await After(filtered, after).Take(limit + 1).ToArrayAsync(cancellation));
        }
        var page = rows.OrderBy(Cursor.Of).Take(limit).ToArray();
        var next = rows.Count > page.Length ? Cursor.Of(page[^1]).ToString() : null;
        return new TransitionPage(await TransitionRows.OfAsync(db, page, cancellation), total, next);
    }

    private static IQueryable<Transition> Filter(DashboardDbContext db, IQueryable<Transition> rows, TransitionQuery query)
    {
        if (query.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        if (query.Move is { } move)
            rows = rows.Where(row => row.Move == move);
        if (query.McpClientId is { } client)
            rows = rows.Where(row => db.McpClients.Any(found => found.Id == row.McpClientId && found.ClientId == client));
        if (string.IsNullOrWhiteSpace(query.Search))
            return rows;
        var part = query.Search.Trim().ToLowerInvariant();
        return rows.Where(row =>
            db.McpClients.Any(found => found.Id == row.McpClientId && found.Name.ToLower().Contains(part))
            || (row.IdentityKind == IdentityKind.VirtualKey
                && db.VirtualKeys.Any(key => key.Id == row.IdentityId && key.Name.ToLower().Contains(part)))
            || (row.IdentityKind == IdentityKind.User
                && db.People.Any(user => user.Id == row.IdentityId
                    && (user.DisplayName.ToLower().Contains(part) || user.UserName.ToLower().Contains(part)))));
    }

    private static IQueryable<Transition> After(IQueryable<Transition> rows, Cursor? cursor)
    {
        if (cursor is not { } after)
            return rows;
        var (client, identityKind, identity, kind, id) = after;
        return rows.Where(row => row.McpClientId > client
            || (row.McpClientId == client && (row.IdentityKind > identityKind
            || (row.IdentityKind == identityKind && (row.IdentityId > identity
            || (row.IdentityId == identity && (row.Kind > kind
            || (row.Kind == kind && row.Id > id))))))));
    }

    /// <summary>The place of a row in the order of pages.</summary>
    private readonly record struct Cursor(int Client, IdentityKind IdentityKind, int Identity, CredentialKind Kind, long Id) : IComparable<Cursor>
    {
        public static Cursor Of(Transition row) => new(row.McpClientId, row.IdentityKind, row.IdentityId, row.Kind, row.Id);

        public static Cursor? Parse(string? text)
        {
            var parts = text?.Split('.').Select(part => long.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
            return parts is [>= 0, >= 0, >= 0, >= 0, >= 0]
                ? new((int)parts[0], (IdentityKind)parts[1], (int)parts[2], (CredentialKind)parts[3], parts[4])
                : null;
        }

        public int CompareTo(Cursor other) =>
            (Client, IdentityKind, Identity, Kind, Id).CompareTo((other.Client, other.IdentityKind, other.Identity, other.Kind, other.Id));

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Client}.{(int)IdentityKind}.{Identity}.{(int)Kind}.{Id}");
    }
}
