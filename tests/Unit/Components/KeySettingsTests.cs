using Bunit;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class KeySettingsTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public KeySettingsTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.User(1, "Ana Ortiz"), Some.User(2, "Bo Berg"));
        database.Add(Some.VirtualKey(1, "ci-bot", user: 1));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.User, 1));
        database.Add(Some.Token(2, 1, IdentityKind.User, 2, orphaned: true));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Another_owner_shows_who_loses_and_who_gains_and_the_old_one_is_no_edit()
    {
        var tab = await RenderAsync();
        Assert.Equal("user:u1", tab.Find("#key-owner").GetAttribute("value"));

        tab.Input("#key-owner-search", "bo");
        tab.WaitForAssertion(() => Assert.Contains("Bo Berg", tab.Find("#key-owner").TextContent, StringComparison.Ordinal));
        Assert.Empty(tab.FindAll(".commit-bar"));
        tab.Change("#key-owner", "user:u2");

        tab.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned, 1 will come back. 2 people.", Sentence(tab), StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("Owner changed", tab.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Equal("user:u2", tab.Find("#key-owner").GetAttribute("value")));
        tab.Change("#key-owner", "user:u1");
        tab.WaitForAssertion(() => Assert.Empty(tab.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task An_owner_that_was_chosen_and_left_is_chosen_still()
    {
        var first = await RenderAsync();
        first.Change("#key-owner", "user:u2");

        var again = await RenderAsync();

        again.WaitForAssertion(() => Assert.Equal("user:u2", again.Find("#key-owner").GetAttribute("value")));
    }

    [Fact]
    public async Task Leaving_typed_settings_asks_first_and_saved_ones_are_left_freely()
    {
        var frame = context.RenderFrame();
        var tab = await RenderAsync();
        var before = context.Navigation.Uri;
        await tab.InvokeAsync(() => tab.Find("#key-name").Input("ci-bot-2"));

        await tab.InvokeAsync(() => context.Navigation.NavigateTo("/virtual-keys/vk1?tab=history"));
        frame.WaitForAssertion(() => Assert.Contains("Settings of key ci-bot: what you typed is not saved", frame.Markup, StringComparison.Ordinal));
        Assert.Equal(before, context.Navigation.Uri);
        await frame.InvokeAsync(() => frame.FindAll(".mud-dialog button").Single(button => button.TextContent == "Stay").Click());

        await tab.InvokeAsync(() => tab.FindAll("button").Single(button => button.TextContent == "Save").Click());
        tab.WaitForAssertion(() => Assert.Contains("Saved.", tab.Markup, StringComparison.Ordinal));
        await tab.InvokeAsync(() => context.Navigation.NavigateTo("/virtual-keys"));
        Assert.EndsWith("/virtual-keys", context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiry_day_lasts_to_its_end_and_is_shown_as_that_day()
    {
        var tab = await RenderAsync();
        tab.Change("#key-expires", "2030-05-01");
        tab.Press("Save");
        tab.WaitForAssertion(() => Assert.Contains("Saved.", tab.Markup, StringComparison.Ordinal));

        await using var db = database.CreateDbContext();
        Assert.Equal(new DateTimeOffset(2030, 5, 1, 23, 59, 59, TimeSpan.Zero), db.VirtualKeys.Single().ExpiresAt);
        Assert.Equal("2030-05-01", (await RenderAsync()).Find("#key-expires").GetAttribute("value"));
    }

    private static string Sentence(IRenderedComponent<SettingsTab> tab) =>
        tab.Find(".gh-impact .sentence").Words();

    private async Task<IRenderedComponent<SettingsTab>> RenderAsync()
    {
        var key = await new VirtualKeyQueries(database, TimeProvider.System).DetailAsync("vk1", Xunit.TestContext.Current.CancellationToken);
        var tab = context.Render<SettingsTab>(parameters => parameters.Add(shown => shown.Key, key!));
        tab.WaitForElement("#key-owner option[value='user:u2']");
        return tab;
    }
}
