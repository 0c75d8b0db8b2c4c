using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

public sealed class StaleJourney(DemoDashboard demo)
{
    [Fact]
    public async Task An_edit_committed_in_between_makes_the_first_review_stale_and_the_fresh_plan_commits()
    {
        var first = await demo.SignedInAsync("/virtual-keys?q=checkout-agent-2");
        await first.GetByRole(AriaRole.Link, new() { Name = "checkout-agent-2" }).ClickAsync();
        await first.Allow("stripe").WaitForAsync();
        // Both open the key before either edits it: an edit that is kept would be taken up by the other page, in one account.
        var second = await demo.SignedInAsync(new Uri(first.Url).PathAndQuery);
        await second.Allow("stripe").WaitForAsync();
        await first.Allow("stripe").UncheckAsync();
        await first.Allow("acme-billing").UncheckAsync();
        await first.Button("Review").ClickAsync();
        await first.Commit().Must().ToHaveTextAsync("Commit: orphan 2, drop 2");
        await first.GetByLabel("Reason for this change").FillAsync("Both providers go");

        await second.Allow("stripe").UncheckAsync();
        await second.Button("Review").ClickAsync();
        await second.Commit().Must().ToHaveTextAsync("Commit: orphan 1, drop 1");
        await second.Commit().ClickAsync();
        await second.GetByText("Committed: 1 orphaned, 1 dropped.").Must().ToBeVisibleAsync();

        await first.Commit().ClickAsync();
        var alert = first.Review().GetByRole(AriaRole.Alert);
        await alert.Must().ToContainTextAsync("Nothing was written.");
        await alert.Must().ToContainTextAsync(DashboardServer.UserName);
        await alert.GetByRole(AriaRole.Row, new() { NameRegex = new("^Orphan") }).Must().ToContainTextAsync("1 fewer");
        await first.Commit().Must().ToBeDisabledAsync();
        await first.Button("Use the fresh plan").ClickAsync();
        await first.GetByLabel("Reason for this change").Must().ToHaveValueAsync("Both providers go");
        await first.Commit().Must().ToHaveTextAsync("Commit: orphan 1, drop 1");
        await first.Commit().ClickAsync();
        await first.GetByText("Committed: 1 orphaned, 1 dropped.").Must().ToBeVisibleAsync();
    }
}
