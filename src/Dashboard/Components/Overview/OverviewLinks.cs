using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Where a number of the Overview leads: to the list that shows what was counted.</summary>
internal static class OverviewLinks
{
    /// <summary>Every credential.</summary>
    public static string All => Links.Credentials;

    /// <summary>Orphans that are purged within a week.</summary>
    public static string Due => new CredentialListAddress { Purge = 7 }.Href;

    public static string Expiring => new KeyListAddress(new VirtualKeyFilter { State = VirtualKeyState.ExpiresSoon }).Href;

    public static string Of(CredentialStatus status) => new CredentialListAddress { Statuses = [status] }.Href;
}
