using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>
/// Where a number of the Overview leads: to the list that shows what was counted, when there is one. A list of all credentials is not there
/// yet; when it is, every number leads to it.
/// </summary>
internal static class OverviewLinks
{
    /// <summary>Every client with its credentials by status.</summary>
    public static string All => Links.McpClients;

    /// <summary>The virtual keys behind which an orphaned credential stands.</summary>
    public static string Orphaned => new KeyListAddress(new VirtualKeyFilter { HasOrphaned = true }).Href;

    public static string Expiring => new KeyListAddress(new VirtualKeyFilter { State = VirtualKeyState.ExpiresSoon }).Href;

    /// <summary>Null: no list shows these.</summary>
    public static string? Of(CredentialStatus status) => status == CredentialStatus.Orphaned ? Orphaned : null;
}
