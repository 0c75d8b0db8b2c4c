using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

public sealed class PartyQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly PartyQueries parties;

    public PartyQueriesTests()
    {
        parties = new PartyQueries(database);
        database.Add(Some.User(1, "Ana Ortiz"), Some.User(2, "Kim"), Some.User(3, "kim"), Some.Group(1), Some.VirtualKey(1, "ci-bot", user: 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task They_are_searched_by_kind_in_pages()
    {
        Assert.Equal(["Ana Ortiz", "Kim", "kim"], (await parties.SearchAsync(ObjectKind.User, "", new Window())).Items.Select(row => row.Name));
        Assert.Equal((3, 1), await CountAsync(ObjectKind.User, "", new Window(0, 1)));
        Assert.Equal((2, 2), await CountAsync(ObjectKind.User, " KIM", new Window()));
        Assert.Equal("Ana Ortiz", Assert.Single((await parties.SearchAsync(ObjectKind.VirtualKey, "ci", new Window())).Items).Owner!.Name);
    }

    [Fact]
    public async Task A_pasted_line_is_an_id_a_user_name_or_a_name_in_this_order()
    {
        var lines = await parties.ReadAsync(ObjectKind.User, ["U1", "USER2@example.com", "ana ortiz", "Kim", "nobody"]);

        Assert.Equal(["u1"], lines[0].Found.Select(found => found.Id));
        Assert.Equal(["u2"], lines[1].Found.Select(found => found.Id));
        Assert.Equal(["u1"], lines[2].Found.Select(found => found.Id));
        Assert.Equal(["u2", "u3"], lines[3].Found.Select(found => found.Id).Order());
        Assert.Empty(lines[4].Found);
    }

    [Fact]
    public async Task Those_asked_for_come_by_name_whatever_their_kind_and_without_those_that_are_gone()
    {
        var rows = await parties.OfAsync([new(ObjectKind.VirtualKey, "vk1"), new(ObjectKind.Group, "g1"), new(ObjectKind.User, "u1"), new(ObjectKind.User, "gone")]);

        Assert.Equal(["Ana Ortiz", "ci-bot", "Group 1"], rows.Select(row => row.Name));
    }

    private async Task<(int, int)> CountAsync(ObjectKind kind, string search, Window window)
    {
        var page = await parties.SearchAsync(kind, search, window);
        return (page.Total, page.Items.Count);
    }
}
