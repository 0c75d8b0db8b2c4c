using Bunit;
using Gatehouse.Dashboard.Components.Settings;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.Settings;
using Gatehouse.Data.Tokens;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Gatehouse.Tests.Unit.Components;

public sealed class SettingsPagesTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public SettingsPagesTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task A_token_is_shown_once_when_it_is_made_and_then_only_its_prefix()
    {
        var frame = context.RenderFrame();
        var page = context.Render<TokensPage>();
        page.WaitForAssertion(() => Assert.Contains("There is no API token yet.", page.Markup, StringComparison.Ordinal));
        page.Click("button[aria-label='New API token']");
        frame.Input("#new-token-name", "ci");
        frame.Change("input[value=Operator]", "Operator");
        frame.Submit("#new-token");
        frame.WaitForAssertion(() => Assert.NotNull(frame.Find("[data-secret]")));
        var secret = frame.Find("[data-secret]").TextContent;
        var holder = await Tokens.KnowAsync(secret, Cancel);
        Assert.Equal(("ci", Role.Operator), (holder!.Name, holder.Role));

        frame.Press("Done");
        page.WaitForAssertion(() => Assert.Contains(secret[..11] + "…", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, page.Markup + frame.Markup, StringComparison.Ordinal);
        var row = Assert.Single((await Queries.ListAsync(new ApiTokenFilter(), new Window(), Cancel)).Items);
        Assert.Equal("mara.holt", row.CreatedBy);
        Assert.InRange(row.ExpiresAt!.Value - row.CreatedAt, TimeSpan.FromDays(89), TimeSpan.FromDays(91));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_said_at_its_field()
    {
        await Tokens.CreateAsync(Some.Named("ana"), "ci", Role.Viewer, null, Cancel);
        var frame = context.RenderFrame();
        var page = context.Render<TokensPage>();
        page.Click("button[aria-label='New API token']");
        frame.Input("#new-token-name", "ci");
        frame.Submit("#new-token");
        frame.WaitForAssertion(() => Assert.Contains("There is a token \"ci\" already.", frame.Find("#new-token-error").TextContent, StringComparison.Ordinal));
        Assert.Empty(frame.FindAll("[data-secret]"));
    }

    [Fact]
    public async Task A_token_is_revoked_only_after_a_yes()
    {
        await Tokens.CreateAsync(Some.Named("ana"), "ci", Role.Viewer, null, Cancel);
        var frame = context.RenderFrame();
        var page = context.Render<TokensPage>();
        page.Click("button[aria-label='Revoke ci']");
        frame.Press("Cancel");
        Assert.Equal(ApiTokenState.Good, await StateAsync());
        page.Click("button[aria-label='Revoke ci']");
        frame.Press("Revoke");
        page.WaitForAssertion(() => Assert.Contains("ci is revoked.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(ApiTokenState.Revoked, await StateAsync());
        Assert.Empty(page.FindAll("button[aria-label='Revoke ci']"));
    }

    [Fact]
    public async Task A_viewer_sees_tokens_and_settings_and_finds_nothing_to_edit_them_with()
    {
        await Tokens.CreateAsync(Some.Named("ana"), "ci", Role.Viewer, null, Cancel);
        context.Authorization.SetAuthorized("vera").SetPolicies(Permissions.See);
        var tokens = context.Render<TokensPage>();
        tokens.WaitForAssertion(() => Assert.Contains("ci", tokens.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Empty(tokens.FindAll("button[aria-label='Revoke ci'], button[aria-label='New API token']"));
        var limits = context.Render<LimitsPage>();
        limits.WaitForAssertion(() => Assert.True(limits.Find("fieldset.bare").HasAttribute("disabled")));
    }

    [Fact]
    public async Task What_a_viewer_asks_for_all_the_same_is_refused()
    {
        context.Authorization.SetAuthorized("oz").SetPolicies(Permissions.See, Permissions.Commit);
        var limits = context.Render<LimitsPage>();
        limits.WaitForAssertion(() => Assert.NotNull(limits.Find("#orphan-days")));
        limits.Input("#orphan-days", "5");
        limits.Submit("form[aria-label=Retention]");
        limits.WaitForAssertion(() => Assert.Contains("it takes an admin", limits.Markup, StringComparison.Ordinal));
        await using var db = database.CreateDbContext();
        Assert.Equal(0, await db.StoredSettings.CountAsync(Cancel));
    }

    [Fact]
    public async Task Retention_and_guardrails_are_saved_and_say_who_chose_them()
    {
        var page = context.Render<LimitsPage>();
        page.WaitForAssertion(() => Assert.Equal("90", page.Find("#orphan-days").GetAttribute("value")));
        page.Input("#orphan-days", "30");
        page.Submit("form[aria-label=Retention]");
        page.WaitForAssertion(() => Assert.Contains("Chosen by mara.holt", page.Markup, StringComparison.Ordinal));
        page.Input("#guard-share", "2.5");
        page.Input("#guard-credentials", "1,000");
        page.Submit("form[aria-label=Guardrails]");
        page.WaitForAssertion(() => Assert.Contains("Guardrails are saved.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(new LiveSettings(30, 1000, 0.025), await context.Services.GetRequiredService<SettingQueries>().NowAsync(Cancel));
        page.Press("Use the configured days");
        page.WaitForAssertion(() => Assert.Equal("90", page.Find("#orphan-days").GetAttribute("value")));
    }

    [Theory]
    [InlineData("#orphan-days", "0", "Retention", "1 to 3,650")]
    [InlineData("#orphan-days", "soon", "Retention", "1 to 3,650")]
    [InlineData("#guard-credentials", "0", "Guardrails", "at least 1")]
    [InlineData("#guard-share", "101", "Guardrails", "at most 100 %")]
    [InlineData("#guard-share", "0", "Guardrails", "above 0")]
    public void What_is_wrong_is_said_at_its_field(string field, string typed, string form, string words)
    {
        var page = context.Render<LimitsPage>();
        page.WaitForAssertion(() => Assert.NotNull(page.Find(field)));
        page.Input(field, typed);
        page.Submit($"form[aria-label={form}]");
        page.WaitForAssertion(() => Assert.Contains(words, page.Find($"{field}-wrong").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void About_names_engine_schema_and_what_is_in_the_database()
    {
        database.Add(Some.VirtualKey(1), Some.VirtualKey(2));
        var page = context.Render<AboutPage>();
        page.WaitForAssertion(() => Assert.Contains("SQLite 3.", page.Markup, StringComparison.Ordinal));
        Assert.Contains(database.Path, page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("dl > div"), row => (row.Children[0].TextContent, row.Children[1].TextContent) == ("Virtual keys", "2"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiTokenStore Tokens => context.Services.GetRequiredService<ApiTokenStore>();

    private ApiTokenQueries Queries => context.Services.GetRequiredService<ApiTokenQueries>();

    private async Task<ApiTokenState> StateAsync() => (await Queries.ListAsync(new ApiTokenFilter(), new Window(), Cancel)).Items[0].State;
}
