using System.Text;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Import;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Gatehouse.Tests.E2E.Support.DemoDashboard))]

namespace Gatehouse.Tests.E2E.Support;

/// <summary>The real program on a port of its own, with a database of its own in a folder that goes when it stops.</summary>
public sealed class DashboardServer : WebApplicationFactory<Program>
{
    public const string UserName = "mara.holt";
    public const string Password = "correct-horse-battery";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-e2e-");
    private readonly (string Name, string Value)[] settings;

    public DashboardServer(params (string Name, string Value)[] settings)
    {
        this.settings = settings;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>What it wrote to its log, as far as its settings let it.</summary>
    public CollectedLog Log { get; } = new();

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>An admin of this name, who is in no table.</summary>
    public static Actor By(string name) => new(name, Role.Admin, Origin.Page);

    /// <summary>An account with the password that all test accounts have.</summary>
    public async Task AddAccountAsync(string name, Role role = Role.Admin)
    {
        await using var scope = Services.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        Assert.IsType<EditOutcome.Done>(await Services.GetRequiredService<Writes>().EditAsync(
            scope.ServiceProvider.GetRequiredService<DashboardDbContext>(), Actor.CommandLine, Role.Admin, step => Accounts.SetPasswordAsync(step, admins, name, Password, "test", role)));
    }

    /// <summary>A snapshot, by the import anyone would use.</summary>
    public async Task ImportAsync(string snapshot)
    {
        Assert.IsType<ImportOutcome.Imported>(await Services.GetRequiredService<Importer>().ImportAsync(Actor.CommandLine, () => new MemoryStream(Encoding.UTF8.GetBytes(snapshot)), new ImportOptions(false, false)));
    }

    /// <summary>Ends every draft: a test does not go on with an edit that another left, in the same account.</summary>
    public async Task ForgetDraftsAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync();
        await db.Drafts.ExecuteDeleteAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Database:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "gatehouse.db")}");
        builder.UseSetting("Secrets:KeyRing", Path.Combine(folder.FullName, "keys"));
        builder.UseSetting("Gateway:Name", "acme-prod");
        // Log has everything; beside the names of failing tests the console is for faults.
        builder.UseSetting("Logging:Console:LogLevel:Default", "Error");
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.AddProvider(Log));
    }

    public override async ValueTask DisposeAsync()
    {
        await OpenPages.CloseAsync(this);
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A count that the stopped server still ends may make a file anew meanwhile: what is left in the temporary folder fails no test.
        }
    }
}

/// <summary>One server with the demo company and one browser for all tests; each test has a browser context of its own.</summary>
public sealed class DemoDashboard : IAsyncLifetime
{
    /// <summary>Milliseconds a step waits for what will come: the first answer of a kind is compiled meanwhile, beside other servers that start.</summary>
    private const float Patience = 60_000;

    private IPlaywright playwright = null!;

    public DashboardServer Server { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = new DashboardServer(("sample", "demo"), ("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = SystemChromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    public async Task<IPage> NewPageAsync(DashboardServer? server = null, int width = 1440)
    {
        await OpenPages.CloseEndedAsync();
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = (server ?? Server).Address.ToString(),
            ColorScheme = ColorScheme.Light,
            // Nothing slides or fades for those who asked for that, and two processors draw less.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        });
        OpenPages.Add(context, server ?? Server);
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A browser with an admin signed in, at <paramref name="path"/>.</summary>
    public async Task<IPage> SignedInAsync(string path, int width = 1440, string userName = DashboardServer.UserName)
    {
        await Server.ForgetDraftsAsync();
        var page = await NewPageAsync(width: width);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.SignInAsync(userName, DashboardServer.Password);
        // The heading of the page itself: the sign-in form has one too.
        try
        {
            await page.Locator("#content h1").First.WaitForAsync();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{path} did not come after sign-in. At {page.Url} stands: {await page.Locator("body").InnerTextAsync()}", late);
        }
        return page;
    }

    // The headless shell first: it makes the same pages for two thirds of the work, since it draws no window around them.
    private static string? SystemChromium =>
        new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
}
