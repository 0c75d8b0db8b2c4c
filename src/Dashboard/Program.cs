using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Commands;
using Gatehouse.Dashboard.Components.Shell;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Doors;
using Gatehouse.Dashboard.Exports;
using Gatehouse.Dashboard.Hosting;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Starting;

OwnerOnly.Begin();
if (await CommandLine.RunAsync(args) is { } exit)
    return exit;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddGatehouseSettings(args);
    builder.WebHost.UseStaticWebAssets();
    builder.AddDashboard();
    // What keeps it from starting is said below in one line, not by the host with a stack.
    var isStarted = false;
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => isStarted && level >= LogLevel.Warning);
    var app = builder.Build();
    app.Lifetime.ApplicationStarted.Register(() => isStarted = true);
    await app.PrepareAsync();

    app.UseSecurityHeaders();
    app.UseTransportSecurity();
    app.UseStatusPages();
    app.UseApiProblems();
    app.UseRateLimiter();
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
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (StartErrors.Of(error) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}

/// <summary>Named so that tests can start the real program.</summary>
public sealed partial class Program;
