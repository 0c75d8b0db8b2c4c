using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components;

/// <summary>The document. Pages are interactive on the server; sign-in and set-up are plain forms.</summary>
public sealed partial class App
{
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    // No pre-rendering: it would run every query twice for a first paint some milliseconds earlier.
    private IComponentRenderMode? PageMode =>
        Context.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;
}
