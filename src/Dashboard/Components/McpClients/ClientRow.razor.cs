using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
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

    private string Shared => string.Join(", ", Parts.DefaultIfEmpty("Nobody"));

    private IEnumerable<string> Parts
    {
        get
        {
            if (Client.AllKeys)
                yield return "All keys";
            if (Client.Keys > 0)
                yield return Client.Keys == 1 ? "1 key" : $"{Words.Number(Client.Keys)} keys";
            if (Client.Profiles > 0)
                yield return Client.Profiles == 1 ? "1 profile" : $"{Words.Number(Client.Profiles)} profiles";
        }
    }

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Follow();
    }

    private void Follow() => Navigation.NavigateTo(Href);
}
