using System.Globalization;
using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation;

/// <summary>The place of a row in the order of pages; a row of two moves stands there twice.</summary>
internal readonly record struct TransitionCursor(int Client, IdentityKind IdentityKind, int Identity, CredentialKind Kind, long Id, Move Move) : IComparable<TransitionCursor>
{
    public static TransitionCursor Of(Transition row) => new(row.McpClientId, row.IdentityKind, row.IdentityId, row.Kind, row.Id, row.Move);

    public static TransitionCursor? Parse(string? text)
    {
        var parts = text?.Split('.').Select(part => long.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        return parts is [>= 0, >= 0, >= 0, >= 0, >= 0, >= 0]
            ? new((int)parts[0], (IdentityKind)parts[1], (int)parts[2], (CredentialKind)parts[3], parts[4], (Move)parts[5])
            : null;
    }

    public static bool IsOne(string text) => Parse(text) is { } cursor && cursor.ToString() == text;

    public int CompareTo(TransitionCursor other) =>
        (Client, IdentityKind, Identity, Kind, Id, Move).CompareTo((other.Client, other.IdentityKind, other.Identity, other.Kind, other.Id, other.Move));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Client}.{(int)IdentityKind}.{Identity}.{(int)Kind}.{Id}.{(int)Move}");
}
