using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>A search does not ask whether a letter is a capital, in any script; accents count.</summary>
public sealed class FoldedSearchTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    public static TheoryData<string, string> Found => new()
    {
        { "Łukasz Żak", "łukasz ŻAK" },
        { "Émile", "ÉMILE" },
        { "Жанна", "жанна" },
        { "Ωmega Σοφός", "ωMEGA ΣΟΦΌΣ" },
        { "Große Straße", "grosse STRASSE" },
        { "İstanbul", "istanbul" },
        { "東京 Team", "東京 team" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public async Task A_name_is_found_in_every_list_whichever_letters_are_capital(string name, string typed)
    {
        database.Add(Some.User(1, name), Some.User(2, "Ana"), Some.VirtualKey(1, name, user: 1), Some.VirtualKey(2, "other"));
        var client = Some.McpClient(1);
        client.Name = name;
        database.Add(client, Some.McpClient(2));
        database.Add(Some.Token(1, 1, Gatehouse.Data.Credentials.IdentityKind.User, 1));

        Assert.Equal(["u1"], (await new PeopleQueries(database).ListAsync(new PeopleFilter { Search = typed }, new Window())).Items.Select(user => user.Id));
        Assert.Equal(["vk1"], (await new VirtualKeyQueries(database, TimeProvider.System).ListAsync(new VirtualKeyFilter { Search = typed }, new Window())).Items.Select(key => key.Id));
        Assert.Single((await new McpClientQueries(database).ListAsync(new McpClientFilter { Search = typed }, new Window())).Items);
        Assert.Equal(["u1"], (await new PartyQueries(database).ReadAsync(ObjectKind.User, [typed]))[0].Found.Select(found => found.Id));
        await using var db = database.CreateDbContext();
        Assert.Equal(Folding.Of(name), await db.People.Where(user => user.Id == 1).Select(user => user.DisplayName!.ToLower()).SingleAsync());
    }

    [Fact]
    public async Task An_accent_is_a_letter_of_its_own()
    {
        database.Add(Some.User(1, "Émile"));

        Assert.Empty((await new PeopleQueries(database).ListAsync(new PeopleFilter { Search = "emile" }, new Window())).Items);
    }

    [Fact]
    public async Task What_is_none_stays_none_and_a_long_text_is_folded_too()
    {
        await using var db = database.CreateDbContext();

        Assert.Null(await db.Database.SqlQuery<string?>($"SELECT lower(NULL) AS Value").SingleAsync());
        Assert.Equal("", await db.Database.SqlQuery<string?>($"SELECT lower('') AS Value").SingleAsync());
        Assert.Equal(new string('a', 2_000), await db.Database.SqlQuery<string>($"SELECT lower({new string('A', 2_000)}) AS Value").SingleAsync());
        Assert.Equal("7", await db.Database.SqlQuery<string>($"SELECT lower(7) AS Value").SingleAsync());
    }
}
