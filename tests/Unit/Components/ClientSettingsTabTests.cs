using Bunit;
using Gatehouse.Dashboard.Components.McpClients;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ClientSettingsTabTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public ClientSettingsTabTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void A_refused_field_says_why_and_keeps_what_was_typed()
    {
        database.Add(Some.McpClient(1, "wiki"), Some.McpClient(2, "taken"));
        var page = Open();
        page.Input("#client-name", "taken");
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Contains("There is an MCP client named \"taken\" already.", page.Find("#client-name-wrong").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(("taken", "true"), (page.Find("#client-name").GetAttribute("value"), page.Find("#client-name").GetAttribute("aria-invalid"))));
        Assert.Equal("wiki", page.Find("h1").TextContent);
    }

    [Fact]
    public void An_own_edit_of_a_static_header_does_not_make_what_is_typed_above_it_late()
    {
        database.Add(Some.McpClient(1, "wiki"));
        var page = Open();
        page.Input("#client-name", "renamed");
        page.Input("#static-name", "X-Tenant");
        page.Input("#static-value", "acme");
        page.Submit(".header-form");
        page.WaitForAssertion(() => Assert.Contains("x-tenant", page.Find(".header-list").TextContent, StringComparison.Ordinal));
        Assert.Equal("renamed", page.Find("#client-name").GetAttribute("value"));
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Equal("renamed", page.Find("h1").TextContent));
        Assert.DoesNotContain("acme", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_edit_elsewhere_does_not_hide_that_somebody_edited_the_same_settings()
    {
        database.Add(Some.McpClient(1, "wiki"));
        var page = Open();
        page.Input("#client-name", "mine");
        var theirs = new McpClientSettings("theirs", ConnectionType.Http, "https://mcp.example.com", AuthType.PerUserOAuth);
        await context.Services.GetRequiredService<McpClientEdits>().ChangeAsync(Some.Admin, "c1", 0, theirs, []);
        page.Input("#static-name", "x-tenant");
        page.Input("#static-value", "acme");
        page.Submit(".header-form");
        page.WaitForAssertion(() => Assert.Contains("Somebody else edited this MCP client", page.Find("#static-wrong").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("theirs", page.Find("h1").TextContent));
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Contains("what you typed is still here", page.Find(".settings .alert").TextContent, StringComparison.Ordinal));
        page.Press("Show what is true now");
        page.WaitForAssertion(() => Assert.Equal("theirs", page.Find("#client-name").GetAttribute("value")));
    }

    [Fact]
    public void Skipping_verification_warns_and_a_certificate_is_read_while_one_types()
    {
        database.Add(Some.McpClient(1, "wiki"));
        var page = Open();
        Assert.DoesNotContain("Anybody between here and the server", page.Markup, StringComparison.Ordinal);
        page.Change("input[aria-describedby=client-skip-hint]", true);
        page.WaitForAssertion(() => Assert.Contains("Anybody between here and the server can read and change everything.", page.Find("#client-skip-hint").TextContent, StringComparison.Ordinal));
        using var authority = Gatehouse.Tests.Support.SomeMcpServer.SelfSigned("Acme Root");
        page.Input("#client-ca", authority.ExportCertificatePem());
        page.WaitForAssertion(() => Assert.StartsWith("CN=Acme Root, until ", page.Find("#client-ca-hint").TextContent, StringComparison.Ordinal));
        page.Input("#client-ca", "rubbish");
        page.WaitForAssertion(() => Assert.StartsWith("That is no PEM certificate.", page.Find("#client-ca-hint").TextContent, StringComparison.Ordinal));
        page.Change("#client-connection", "Stdio");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#client-ca")));
    }

    [Fact]
    public void Pointing_a_client_elsewhere_warns_before_saving_that_header_values_are_dropped_and_says_so_after()
    {
        database.Add(Some.McpClient(1, "wiki"));
        var page = Open();
        page.Input("#client-address", "https://elsewhere.example/mcp");
        Assert.Empty(page.FindAll("#client-moved"));
        page.Input("#client-address", "https://mcp.example.com");
        page.Input("#static-name", "x-tenant");
        page.Input("#static-value", "acme");
        page.Submit(".header-form");
        page.WaitForAssertion(() => Assert.Contains("x-tenant", page.Find(".header-list").TextContent, StringComparison.Ordinal));
        page.Input("#client-address", "https://mcp.example.com/other");
        Assert.Empty(page.FindAll("#client-moved"));
        page.Input("#client-address", "https://elsewhere.example/mcp");
        page.WaitForAssertion(() => Assert.Contains("Stored for https://mcp.example.com:443 only: x-tenant.", page.Find("#client-moved").TextContent, StringComparison.Ordinal));
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Contains("Saved. The values of these static headers were dropped", page.Find(".settings .alert").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".header-list")));
    }

    [Fact]
    public void What_an_import_brought_and_no_edit_would_is_a_warning_and_the_client_is_switched_off_all_the_same()
    {
        var client = Some.McpClient(1, new string('N', 300), auth: AuthType.None);
        client.ConnectionString = "env.MCP_URL";
        database.Add(client);
        var page = Open();
        Assert.Equal(2, page.FindAll("#standing-faults li").Count);
        Assert.Contains("env.MCP_URL stands for an address", page.Find("#standing-faults").TextContent, StringComparison.Ordinal);
        page.Change("#client-disabled", true);
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Contains("Saved. The gateway no longer uses", page.Find(".settings .alert").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Header_names_are_asked_for_in_the_form_only_where_there_are_none_yet()
    {
        database.Add(Some.McpClient(1, "wiki", auth: AuthType.None));
        var page = Open();
        Assert.Empty(page.FindAll("#client-headers"));
        page.Change("#client-auth", "PerUserHeaders");
        page.Input("#client-headers", "X-Api-Key");
        page.WaitForAssertion(() => Assert.Equal("Stored as x-api-key.", page.Find("#client-headers-hint").TextContent));
        page.Submit("form");
        page.WaitForAssertion(() => Assert.Equal("x-api-key", page.Find("section[aria-label='Required header names'] .chip .mono").TextContent));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#client-headers")));
    }

    [Fact]
    public void Testing_a_program_says_that_none_is_started()
    {
        var client = Some.McpClient(1, "local");
        (client.ConnectionType, client.ConnectionString) = (ConnectionType.Stdio, "npx some-server");
        database.Add(client);
        var page = Open();
        page.Press("Test connection");
        page.WaitForAssertion(() => Assert.Contains("Not tested. A stdio server is a program", page.Find("section[aria-label='Connection test']").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<McpClientPage> Open()
    {
        context.RenderFrame();
        context.Navigation.NavigateTo("/mcp-clients/c1?tab=settings");
        var page = context.Render<McpClientPage>(parameters => parameters.Add(shown => shown.Id, "c1"));
        page.WaitForElement("#client-name");
        return page;
    }
}
