using Bunit;
using Gatehouse.Dashboard.Components.Reconciliation.Impact;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ImpactTests : IAsyncLifetime
{
    private readonly HeldCommands held = new();
    private readonly TestDatabase database;
    private readonly PageContext context;

    public ImpactTests()
    {
        database = new TestDatabase(options => options.AddInterceptors(held));
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.VirtualKey(1, "ci-bot"));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task It_goes_from_nothing_over_working_it_out_to_up_to_date_and_keeps_the_old_sentence_meanwhile()
    {
        using var draft = context.NewDraft();
        var impact = context.Render<ImpactPanel>(parameters => parameters.Add(impact => impact.Draft, draft).Add(impact => impact.Behind, 3));
        Assert.Contains("Nothing is changed.", impact.Markup, StringComparison.Ordinal);

        held.When = _ => true;
        var planning = impact.InvokeAsync(() => draft.ProposeAsync(new Edit.Allowlist("vk1", Remove: ["c1"])));
        impact.WaitForAssertion(() => Assert.Contains("Working it out", impact.Markup, StringComparison.Ordinal));
        held.LetGo();
        await planning;
        impact.WaitForAssertion(() => Assert.Contains("Up to date", impact.Markup, StringComparison.Ordinal));
        Assert.Contains("1 credential will be orphaned. 1 key.", Sentence(impact), StringComparison.Ordinal);
        Assert.Contains("ci-bot", impact.Find(".losers").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The 2 other credentials of this key stay as they are.", impact.Markup, StringComparison.Ordinal);
        Assert.Equal("Impact updated", impact.Find("[role=status]").TextContent);

        var again = impact.InvokeAsync(() => draft.ProposeAsync(new Edit.Allowlist("vk1", Remove: [])));
        impact.WaitForAssertion(() => Assert.Contains("working", impact.Find("section").ClassName, StringComparison.Ordinal));
        Assert.Contains("1 credential will be orphaned", Sentence(impact), StringComparison.Ordinal);
        await again;
        impact.WaitForAssertion(() => Assert.Contains("No credential is affected.", Sentence(impact), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_that_cannot_be_planned_says_why_in_the_region()
    {
        using var draft = context.NewDraft();
        var impact = context.Render<ImpactPanel>(parameters => parameters.Add(impact => impact.Draft, draft));

        await impact.InvokeAsync(() => draft.ProposeAsync(new Edit.Allowlist("vk1", Remove: ["nowhere"])));

        Assert.Contains("nowhere", impact.Find(".problem").TextContent, StringComparison.Ordinal);
    }

    private static string Sentence(IRenderedComponent<ImpactPanel> impact) =>
        impact.Find(".sentence").Words();
}
