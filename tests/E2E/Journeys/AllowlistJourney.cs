using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

public sealed class AllowlistJourney(DemoDashboard demo)
{
    [Fact]
    public async Task Unticking_two_clients_orphans_two_credentials_and_drops_two_flows_and_ticking_them_again_brings_the_credentials_back()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search virtual keys" }).FillAsync("checkout-agent");
        await page.WaitForURLAsync("**/virtual-keys?q=checkout-agent");
        await page.ListShowsOnlyAsync("checkout-agent");
        await page.GetByRole(AriaRole.Link, new() { Name = "checkout-agent", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "checkout-agent", Exact = true }).Must().ToBeVisibleAsync();

        await UntickBothAsync(page);
        await page.Impact().Must().ToContainTextAsync("2 credentials will be orphaned, 2 pending sign-ins will be dropped. 1 key.");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().Must().ToHaveCountAsync(4);
        foreach (var row in await page.ReviewRows().AllAsync())
            await row.Must().ToContainTextAsync("Removed from allowlist");
        await page.Button("Cancel").Must().ToBeFocusedAsync();
        await page.GetByLabel("Reason for this change").FillAsync("SEC-2214: the agent moves to another provider");
        await page.Commit().Must().ToHaveTextAsync("Commit: orphan 2, drop 2");
        await page.Commit().ClickAsync();

        await page.GetByText("Committed: 2 orphaned, 2 dropped.").Must().ToBeVisibleAsync();
        await page.Review().Must().ToHaveCountAsync(0);
        await CredentialsAre(page, "Orphaned", "Orphaned");

        await page.GetByRole(AriaRole.Link, new() { Name = "Allowlist" }).ClickAsync();
        foreach (var client in Clients)
            await page.Allow(client).CheckAsync();
        await page.Impact().Must().ToContainTextAsync("2 credentials will come back. 1 key.");
        await page.Button("Review").ClickAsync();
        await page.Commit().Must().ToHaveTextAsync("Commit: reactivate 2");
        await page.Commit().ClickAsync();
        await page.GetByText("Committed: 2 reactivated.").Must().ToBeVisibleAsync();

        await page.Button("Undo").ClickAsync();
        await page.Review().Must().ToContainTextAsync("Undo of change");
        await page.ReviewRows().Must().ToHaveCountAsync(2);
        await page.Commit().Must().ToHaveTextAsync("Commit: orphan 2");
        await page.Button("Cancel").ClickAsync();
        await CredentialsAre(page, "Active", "Active");

        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "2 orphaned, 2 dropped" }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "2 reactivated" }).Must().ToBeVisibleAsync();
    }

    private static readonly string[] Clients = ["stripe", "acme-billing"];

    private static async Task UntickBothAsync(IPage page)
    {
        foreach (var client in Clients)
            await page.Allow(client).UncheckAsync();
    }

    /// <summary>The rows of the two clients have these statuses, and no flow is left.</summary>
    private static async Task CredentialsAre(IPage page, params string[] statuses)
    {
        await page.Tab("Credentials").ClickAsync();
        foreach (var (client, status) in Clients.Zip(statuses))
        {
            var rows = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Cell, new() { Name = client, Exact = true }) });
            await rows.Must().ToHaveCountAsync(1);
            await rows.Must().ToContainTextAsync(status);
        }
    }
}
