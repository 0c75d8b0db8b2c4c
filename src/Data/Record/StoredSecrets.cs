using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>Tries whether what is stored can be read with the key ring that is there: the oldest and the newest secret of each kind.</summary>
public sealed class StoredSecrets(IDbContextFactory<DashboardDbContext> contexts, SecretProtector protector, RecordChain chain)
{
    /// <summary>Rows in which a secret is looked for: an import without secrets leaves a million that have none.</summary>
    private const int LookedAt = 1_000;

    /// <summary>The kinds of which one could not be read, in words; none: all is well.</summary>
    public async Task<IReadOnlyList<string>> UnreadableAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var kinds = new List<string>();
        foreach (var (kind, secrets) in Kinds(db))
            if (!await AreReadableAsync(secrets, cancellation))
                kinds.Add(kind);
        if (await db.RecordKeys.OrderByDescending(row => row.FirstNumber).Select(row => row.Protected).FirstOrDefaultAsync(cancellation) is { } key && chain.Read(key) is null)
            kinds.Add("the key of the record");
        return kinds;
    }

    /// <summary>Whether anything stands there that a key ring has to read.</summary>
    public static async Task<bool> AnyAsync(DashboardDbContext db, CancellationToken cancellation = default)
    {
        foreach (var (_, secrets) in Kinds(db))
            if (await secrets.OrderByDescending(row => row.Id).Take(LookedAt).AnyAsync(row => row.Text != null, cancellation))
                return true;
        return await db.RecordKeys.AnyAsync(cancellation);
    }

    private static IEnumerable<(string Kind, IQueryable<Kept> Secrets)> Kinds(DashboardDbContext db) =>
    [
        ("OAuth tokens", db.OAuthTokenSecrets.Select(row => new Kept { Id = row.Id, Text = row.AccessToken })),
        ("refresh tokens", db.OAuthTokenSecrets.Select(row => new Kept { Id = row.Id, Text = row.RefreshToken })),
        ("header values", db.HeaderCredentialSecrets.Select(row => new Kept { Id = row.Id, Text = row.Values })),
        ("static headers", db.McpClients.Select(row => new Kept { Id = row.Id, Text = row.StaticHeaders })),
        ("sign-ins in progress", db.OAuthFlows.Select(row => new Kept { Id = row.Id, Text = row.CodeVerifier })),
    ];

    private async Task<bool> AreReadableAsync(IQueryable<Kept> rows, CancellationToken cancellation) =>
        IsReadable(await rows.OrderBy(row => row.Id).Take(LookedAt).Where(row => row.Text != null).Select(row => row.Text).FirstOrDefaultAsync(cancellation))
        && IsReadable(await rows.OrderByDescending(row => row.Id).Take(LookedAt).Where(row => row.Text != null).Select(row => row.Text).FirstOrDefaultAsync(cancellation));

    private bool IsReadable(byte[]? secret) => protector.TryUnprotect(secret, out _);

    private sealed class Kept
    {
        public long Id { get; init; }

        public byte[]? Text { get; init; }
    }
}
