using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>Credentials in words.</summary>
public static class CredentialWords
{
    /// <summary>The person, the key, or "Session 7f0c".</summary>
    public static string Who(CredentialItem row) => row.IdentityKind == IdentityKind.Session ? CredentialTexts.SessionX.With(row.Who) : row.Who;

    public static string Bound(IdentityKind kind) => kind switch
    {
        IdentityKind.VirtualKey => CredentialTexts.VirtualKey,
        IdentityKind.User => CredentialTexts.UserAnyKey,
        _ => CredentialTexts.Session,
    };

    /// <summary>Why it is as it is, in a few words; empty when all is well.</summary>
    public static string Why(CredentialItem row) => row.Status switch
    {
        CredentialStatus.Orphaned => row.OrphanedBy is { } by ? by.Reason?.Words() ?? CredentialTexts.LostItsCover : CredentialTexts.OrphanedWhenItWasImported,
        CredentialStatus.NeedsReauth => CredentialTexts.TheSignInMustBeRepeated,
        CredentialStatus.NeedsUpdate => row.MissingHeaders.Count == 0 ? CredentialTexts.AHeaderValueIsMissing : CredentialTexts.LacksX.With(string.Join(", ", row.MissingHeaders)),
        CredentialStatus.Pending => CredentialTexts.EndsX.With(Words.Moment(row.ExpiresAt)),
        _ => "",
    };

    /// <summary>"OAuth token of Ana Ortiz for jira".</summary>
    public static string Name(CredentialItem row) => CredentialTexts.OfFor.With(Words.Of(row.Kind), row.IdentityKind == IdentityKind.VirtualKey ? CredentialTexts.Key : "", Who(row), row.ClientName);

    /// <summary>Where whoever it is bound to has a page; null: nowhere.</summary>
    public static string? WhoHref(CredentialItem row) => row.IdentityKind switch
    {
        IdentityKind.VirtualKey => Links.VirtualKey(row.WhoId),
        IdentityKind.User => Links.Person(row.WhoId),
        _ => null,
    };
}
