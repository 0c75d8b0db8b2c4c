using Bunit;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Shell;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Starting;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>Started without the key ring that belongs to the database (Secrets:StartWithoutKeys): every page says what cannot be read, until it was entered anew.</summary>
public sealed class LostKeysTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;
    private readonly PassingClock clock = new();

    public LostKeysTests()
    {
        context = new PageContext(database);
        var client = Some.McpClient(1);
        new StaticHeaders(TestDatabase.Protector).Write(client, new Dictionary<string, string> { ["authorization"] = "Bearer canary" });
        database.Add(client);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task The_banner_names_what_the_key_ring_cannot_read_and_says_what_to_do()
    {
        var banner = await RenderAsync(new SecretProtector(new EphemeralDataProtectionProvider()));

        var alert = banner.Find(".alert.error[role=alert]").TextContent;
        Assert.Contains("Stored secrets cannot be read: static headers.", alert, StringComparison.Ordinal);
        Assert.Contains("put the key ring of this database back, or enter the secrets again", alert, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", banner.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stands_in_the_frame_around_every_page()
    {
        await RenderAsync(new SecretProtector(new EphemeralDataProtectionProvider()));
        context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));

        var frame = context.Render<MainLayout>(layout => layout.Add(shown => shown.Body, "<p>page</p>"));

        frame.WaitForAssertion(() => Assert.Contains("Stored secrets cannot be read: static headers.", frame.Find("main .alert.error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_banner_with_the_key_ring_of_the_database() =>
        Assert.Empty((await RenderAsync(TestDatabase.Protector)).Markup.Trim());

    [Fact]
    public async Task The_banner_goes_once_the_secrets_are_entered_anew()
    {
        var other = new SecretProtector(new EphemeralDataProtectionProvider());
        var banner = await RenderAsync(other);
        await using (var db = database.CreateDbContext())
        {
            var client = await db.McpClients.SingleAsync(Now);
            new StaticHeaders(other).Write(client, new Dictionary<string, string> { ["authorization"] = "Bearer new" });
            await db.SaveChangesAsync(Now);
        }
        clock.Passed = TimeSpan.FromSeconds(31);

        Assert.True(await context.Services.GetRequiredService<KeyRingState>().IsWholeAsync(Now));
        banner.Render();
        Assert.Empty(banner.Markup.Trim());
    }

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private async Task<IRenderedComponent<LostKeys>> RenderAsync(SecretProtector protector)
    {
        var options = new DashboardOptions();
        options.Secrets.StartWithoutKeys = true;
        // The chain has the key that the record of this file was begun with: only what the ring protects is looked at.
        var keys = new KeyRingState(new StoredSecrets(database, protector, TestDatabase.Chain), protector, Options.Create(options), clock);
        await keys.CheckAsync();
        context.Services.AddSingleton(keys);
        return context.Render<LostKeys>();
    }

    private sealed class PassingClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks + 1;
    }
}
