using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>How the rows of the list of all credentials are read. It is chosen once, from what is asked and what was counted.</summary>
internal abstract record CredentialWay
{
    private CredentialWay() { }

    /// <summary>In the order asked for, along an index of that order: a page costs what a page takes.</summary>
    /// <param name="NeverUsedAreMany">So many credentials were never used that they are met soon on any way; fewer are looked up by their index.</param>
    public sealed record Walked(bool NeverUsedAreMany = false) : CredentialWay
    {
        /// <param name="db">Where they are counted.</param>
        /// <param name="many">So many are many.</param>
        /// <param name="cancellation">Ends it.</param>
        public static async Task<Walked> OfLastUseAsync(DashboardDbContext db, int many, CancellationToken cancellation) => new(
            await db.OAuthTokenSecrets.Where(row => row.LastUsedAt == null).Select(row => row.Id)
                .Concat(db.HeaderCredentialSecrets.Where(row => row.LastUsedAt == null).Select(row => row.Id)).Take(many).CountAsync(cancellation) == many);
    }

    /// <summary>An index of identities finds the rows, whatever their client; they are sorted.</summary>
    public sealed record LookedUp : CredentialWay;

    /// <summary>They were counted and are few: the index that finds them is used, whatever the order, and they are sorted.</summary>
    public sealed record FewSorted : CredentialWay;
}
