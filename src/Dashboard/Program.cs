using Gatehouse.Dashboard;
using Gatehouse.Dashboard.Commands;
using Gatehouse.Dashboard.Components;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;

if (await CommandLine.RunAsync(args) is { } exit)
    return exit;

WebApplication app;
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.AddGatehouseSettings(args);
    builder.WebHost.UseStaticWebAssets();
    builder.AddDashboard();
    app = builder.Build();
    await app.PrepareAsync();
}
catch (SettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}

app.UseSecurityHeaders();
app.UseStatusPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapSignIn();
// Until there is an Overview the list of virtual keys is home.
app.MapGet(Links.Home, () => Results.LocalRedirect(Links.VirtualKeys));
app.MapHealth();
app.MapExports();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the real program.</summary>
public sealed partial class Program;
