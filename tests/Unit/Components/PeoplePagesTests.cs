using Bunit;
using Gatehouse.Dashboard.Components.People;
using Gatehouse.Dashboard.Components.Profiles;
using Gatehouse.Data.Directory;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Tests.Unit.Components;

public sealed class PeoplePagesTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public PeoplePagesTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void Empty_lists_say_what_to_do_next()
    {
        Shows<ProfilesPage>("/access-profiles", "Make the first one with New access profile.");
        Shows<PeoplePage>("/people", "make one with New user.");
        Shows<PeoplePage>("/people?show=groups", "Make the first one with New group.");
    }

    [Fact]
    public void A_search_without_a_hit_offers_to_clear_it()
    {
        database.Add(Some.User(1), Some.Group(1), Some.Profile(1));

        Assert.Equal("/access-profiles", Shows<ProfilesPage>("/access-profiles?q=zzz", "No access profile matches.").Find("tr.none a").GetAttribute("href"));
        Assert.Equal("/people", Shows<PeoplePage>("/people?q=zzz", "No user matches.").Find("tr.none a").GetAttribute("href"));
        Assert.Equal("/people?show=groups", Shows<PeoplePage>("/people?show=groups&q=zzz&page=3", "No group matches.").Find(".filter-set a").GetAttribute("href"));
    }

    [Fact]
    public async Task Users_and_groups_are_two_views_of_one_address_that_keep_the_search()
    {
        database.Add(Some.User(1, "Ana Support"), Some.Group(1));
        context.Navigation.NavigateTo("/people?q=support&active=yes");
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.Equal("Ana Support", page.Find("td.name a").TextContent));
        Assert.Equal("/people/u1?list=q%3Dsupport%26active%3Dyes", page.Find("td.name a").GetAttribute("href"));

        page.Click(() => page.FindAll(".segments button")[1]);

        page.WaitForAssertion(() => Assert.EndsWith("/people?show=groups&q=support", context.Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("No group matches.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_id_means_the_user_but_where_the_link_says_group()
    {
        database.Add(
            new User { Id = 1, PublicId = "same", UserName = "a", DisplayName = "Ana Ortiz", CreatedAt = Some.Time },
            new Group { Id = 1, PublicId = "same", DisplayName = "Support", CreatedAt = Some.Time });

        IsHeaded("same", "", "Ana Ortiz");
        IsHeaded("same", "?kind=group", "Support");
        IsHeaded("nobody", "", "No such user or group");
    }

    [Fact]
    public void A_database_that_cannot_be_read_is_said_with_a_way_on()
    {
        database.Dispose();
        Directory.CreateDirectory(database.Path);
        try
        {
            Assert.Equal("Try again", Shows<PeoplePage>("/people", "The people could not be read.").Find("[role=alert] button").TextContent);
            Assert.Equal("Try again", Shows<ProfilesPage>("/access-profiles", "The access profiles could not be read.").Find("[role=alert] button").TextContent);
        }
        finally
        {
            Directory.Delete(database.Path);
        }
    }

    private void IsHeaded(string id, string query, string heading)
    {
        context.Navigation.NavigateTo($"/people/{id}{query}");
        var page = context.Render<PersonPage>(parameters => parameters.Add(shown => shown.Id, id));
        page.WaitForAssertion(() => Assert.Equal(heading, page.Find("h1").TextContent));
    }

    private IRenderedComponent<T> Shows<T>(string address, string words) where T : IComponent
    {
        context.Navigation.NavigateTo(address);
        var page = context.Render<T>();
        page.WaitForAssertion(() => Assert.Contains(words, page.Markup, StringComparison.Ordinal));
        return page;
    }
}
