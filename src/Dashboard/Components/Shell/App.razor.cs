using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>The document. Pages are interactive on the server; sign-in and set-up are plain forms.</summary>
public sealed partial class App
{
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    // The first answer has frame, heading and skeleton (MainLayout); the page itself begins with the circuit, so that no query runs twice.
    private IComponentRenderMode? PageMode =>
        Context.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: true) : null;
}
