using Bunit;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class SearchFieldTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;
    private readonly List<string> asked = [];

    public SearchFieldTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void Fast_letters_are_asked_for_once()
    {
        var field = Render(value: null, atOnce: false);
        foreach (var text in new[] { "c", "ci", "ci-", "ci-b" })
            _ = field.InvokeAsync(() => field.Find("input").Input(text));
        field.WaitForAssertion(() => Assert.Equal(["ci-b"], asked));
    }

    [Fact]
    public void A_list_that_answers_an_earlier_letter_does_not_take_a_later_one_away()
    {
        var field = Render(value: null, atOnce: false);
        _ = field.InvokeAsync(() => field.Find("input").Input("ci"));
        Give(field, "c");
        Assert.Equal("ci", Shown(field));
        field.WaitForAssertion(() => Assert.Equal(["ci"], asked));
    }

    [Fact]
    public void What_is_cleared_elsewhere_is_cleared_in_the_field()
    {
        var field = Render("ci", atOnce: true);
        Assert.Equal("ci", Shown(field));
        field.Find("input").Input("ci-bot");
        Give(field, "ci-bot");
        Give(field, null);
        Assert.Equal("", Shown(field));
        Assert.Equal(["ci-bot"], asked);
    }

    private static string? Shown(IRenderedComponent<SearchField> field) => field.Find("input").GetAttribute("value");

    private static void Give(IRenderedComponent<SearchField> field, string? value) => field.Render(parameters => parameters.Add(shown => shown.Value, value));

    private IRenderedComponent<SearchField> Render(string? value, bool atOnce) => context.Render<SearchField>(parameters => parameters
        .Add(field => field.Label, "Search virtual keys").Add(field => field.Value, value).Add(field => field.AtOnce, atOnce)
        .Add(field => field.OnSearch, asked.Add));
}
