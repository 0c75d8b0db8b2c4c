using System.Globalization;
using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>The place of a row in the list of all credentials: a page begins behind it, or ends before it.</summary>
/// <param name="IsBack">The page ends before the row.</param>
/// <param name="Sort">The order it is a place in; in another it means nothing.</param>
/// <param name="Segment">The client, the status, or whether it was ever used, as <see cref="CredentialSort"/> says.</param>
/// <param name="At">Unix milliseconds of the date that is sorted by; 0: none is.</param>
/// <param name="Client">The row's MCP client.</param>
/// <param name="IdentityKind">What it is keyed by.</param>
/// <param name="Identity">The key, user or session.</param>
/// <param name="Kind">Its table.</param>
/// <param name="Id">Its id there.</param>
internal sealed record CredentialCursor(
    bool IsBack, CredentialSort Sort, int Segment, long At, int Client, IdentityKind IdentityKind, int Identity, CredentialKind Kind, long Id)
{
    /// <summary>Null: it is none of ours, or of another order.</summary>
    public static CredentialCursor? Parse(string? text, CredentialSort sort)
    {
        var parts = (text ?? "").Split('.').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        return parts is [0 or 1, >= 0, >= 0 and <= int.MaxValue, >= 0, >= 0 and <= int.MaxValue, >= 1 and <= 3, >= 0 and <= int.MaxValue, >= 1 and <= 4, >= 0] && parts[1] == (long)sort
            ? new(parts[0] == 1, sort, (int)parts[2], parts[3], (int)parts[4], (IdentityKind)parts[5], (int)parts[6], (CredentialKind)parts[7], parts[8])
            : null;
    }

    /// <summary>Stands for the id in a table of this kind: of rows alike in everything else, those of lower kinds come first.</summary>
    public long IdIn(CredentialKind kind) => kind == Kind ? Id : kind > Kind ? -1 : long.MaxValue;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsBack ? 1 : 0)}.{(int)Sort}.{Segment}.{At}.{Client}.{(int)IdentityKind}.{Identity}.{(int)Kind}.{Id}");
}
