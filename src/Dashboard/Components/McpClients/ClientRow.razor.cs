using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>A row of the list.</summary>
public sealed partial class ClientRow
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required McpClientItem Client { get; set; }

    [Parameter, EditorRequired]
    public required string Href { get; set; }

    private string Shared => string.Join(", ", Parts.DefaultIfEmpty(McpClientTexts.Nobody));

    private IEnumerable<string> Parts
    {
        get
        {
            if (Client.AllKeys)
                yield return McpClientTexts.AllKeys2;
            if (Client.Keys > 0)
                yield return Client.Keys == 1 ? McpClientTexts.N1Key : McpClientTexts.XKeys.With(Words.Number(Client.Keys));
            if (Client.Profiles > 0)
                yield return Client.Profiles == 1 ? McpClientTexts.N1Profile : McpClientTexts.XProfiles.With(Words.Number(Client.Profiles));
        }
    }

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Follow();
    }

    private void Follow() => Navigation.NavigateTo(Href);
}
