using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>The line to the server breaks: what the page says is true, and nothing that was kept is lost.</summary>
public sealed class ConnectionJourney(DemoDashboard demo)
{
    [Fact]
    public async Task The_first_answer_of_the_server_has_frame_heading_and_skeleton_and_reads_nothing()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        var answer = await page.APIRequest.GetAsync("/virtual-keys");
        var html = await answer.TextAsync();

        Assert.Contains("<h1 tabindex=\"-1\">Virtual keys</h1>", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Main\"", html, StringComparison.Ordinal);
        Assert.Contains("skeleton", html, StringComparison.Ordinal);
        Assert.DoesNotContain("support-copilot", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_back_after_a_reload_and_says_when_it_was_left()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/virtual-keys/support-bot");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow wiki" }).UncheckAsync();
        await page.Locator("[data-kept-at]").WaitForAsync();

        await page.ReloadAsync();

        await page.GetByText("Your edit is back as you left it").WaitForAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow wiki" }).Must().Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task While_the_server_does_not_answer_the_page_says_so_and_is_no_target_and_then_it_is_again()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/virtual-keys/support-bot");
        var lines = new List<IWebSocketRoute>();
        var open = false;
        await page.RouteWebSocketAsync("**/_blazor**", line =>
        {
            if (!open)
            {
                _ = line.CloseAsync();
                return;
            }
            lines.Add(line);
            line.ConnectToServer();
        });
        await page.ReloadAsync();
        open = true;
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow wiki" }).WaitForAsync();
        open = false;
        foreach (var line in lines)
            await line.CloseAsync();

        await page.Locator("#connection").GetByText("Reconnecting.").WaitForAsync();
        Assert.True(await page.Locator(".shell").EvaluateAsync<bool>("shell => shell.inert"));
    }

    [Fact]
    public async Task Eight_hundred_pasted_names_are_taken()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/mcp-clients/wiki");
        await page.Button("Add virtual keys").ClickAsync();
        await page.Locator("#party-list").FillAsync(string.Join('\n', Enumerable.Range(1, 800).Select(number => $"no-such-key-with-a-long-name-{number}")));
        await page.Button("Add").ClickAsync();

        await page.Locator("#party-wrong").GetByText("and 795 more").WaitForAsync();
    }

    [Fact]
    public async Task Escape_closes_the_story_of_a_credential_and_focus_is_back_on_its_row()
    {
        var page = await demo.SignedInAsync("/credentials");
        var row = page.Locator("[data-row]").First;
        await row.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("aside.why h2").WaitForAsync();

        await page.Keyboard.PressAsync("Escape");

        await page.Locator("aside.why").Must().ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("!!document.activeElement.closest('[data-row]')"));
    }

    [Fact]
    public async Task Focus_is_back_on_Review_when_its_dialog_closes_and_nothing_behind_the_dialog_is_a_target()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/virtual-keys/support-bot");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow wiki" }).UncheckAsync();
        await page.Locator(".commit-bar").GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await page.Review().WaitForAsync();
        Assert.True(await page.Locator(".shell").EvaluateAsync<bool>("shell => shell.inert"));

        await page.Keyboard.PressAsync("Escape");

        await page.Review().Must().ToHaveCountAsync(0);
        await page.Locator(".commit-bar").GetByRole(AriaRole.Button, new() { Name = "Review" }).Must().ToBeFocusedAsync();
    }
}
