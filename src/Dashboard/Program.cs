using Gatehouse.Dashboard;
using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Commands;
using Gatehouse.Dashboard.Components;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Connections;

OwnerOnly.Begin();
if (await CommandLine.RunAsync(args) is { } exit)
    return exit;

WebApplication app;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
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
app.UseApiProblems();
app.UseSegmentPaths();
app.UseRouting();
app.UseSegmentIds();
app.UseOrigins();
app.UseFormReads();
app.UseAuthentication();
app.UseAuthorization();
app.UseWholeParameters();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous().DisableHttpMetrics();
app.MapSignIn();
app.MapHealth();
app.MapMetrics();
app.MapExports();
app.MapCommitAnswers();
app.MapApi();
app.MapApiDocument();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null); // SecurityHeaders has one for every answer
try
{
    await app.RunAsync();
    return 0;
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync("The address is in use by another program. Stop that one, or start with another: --Urls=http://127.0.0.1:5090");
    return 1;
}

/// <summary>Named so that tests can start the real program.</summary>
public sealed partial class Program;
