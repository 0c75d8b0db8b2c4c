using Gatehouse.Data;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
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
        Assert.Equal(Folding.Fold(name), await db.People.Where(user => user.Id == 1).Select(user => Folding.Fold(user.DisplayName)).SingleAsync());
    }

    [Fact]
    public async Task An_accent_is_a_letter_of_its_own()
    {
        database.Add(Some.User(1, "Émile"));

        Assert.Empty((await new PeopleQueries(database).ListAsync(new PeopleFilter { Search = "emile" }, new Window())).Items);
    }

    /// <summary>Sorted, found and compared by the database as in memory, whatever the names are.</summary>
    [Fact]
    public async Task The_database_folds_sorts_finds_and_compares_as_memory_does()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        database.Add([.. Enumerable.Range(1, 400).Select(id => (object)Some.User(id, OddText(random)))]);
        await using var db = database.CreateDbContext();
        var people = await db.People.AsNoTracking().Select(user => new { user.Id, Name = user.DisplayName, Folded = Folding.Fold(user.DisplayName) }).ToArrayAsync();

        Assert.All(people, user => Assert.Equal(Folding.Fold(user.Name), user.Folded));
        Assert.Equal(people.OrderBy(user => user.Name, Folding.Comparer).ThenBy(user => user.Id).Select(user => user.Id),
            await db.People.OrderBy(user => Folding.Fold(user.DisplayName)).ThenBy(user => user.Id).Select(user => user.Id).ToArrayAsync());
        for (var time = 0; time < 100; time++)
        {
            var text = random.Next(2) == 0 ? OddText(random)[..1] : people[random.Next(people.Length)].Name;
            // Half of a pair is no text.
            if (text.Any(char.IsSurrogate))
                continue;
            var folded = Folding.Fold(text);
            Assert.True(people.Where(user => Folding.Holds(user.Name, text)).Select(user => user.Id).ToHashSet().SetEquals(
                await db.People.Where(user => Folding.Fold(user.DisplayName).Contains(folded)).Select(user => user.Id).ToArrayAsync()), $"seed {seed}: {text}");
            Assert.True(people.Where(user => Folding.Comparer.Equals(user.Name, text)).Select(user => user.Id).ToHashSet().SetEquals(
                await db.People.Where(user => Folding.Fold(user.DisplayName) == folded).Select(user => user.Id).ToArrayAsync()), $"seed {seed}: {text}");
        }
    }

    [Fact]
    public async Task Lists_that_are_sorted_in_memory_have_the_order_of_the_database()
    {
        string[] names = ["Straße", "STRASSE 2", "strasz", "İzmir", "izmit", "Izola", "ẞ", "ss", "𐐀", "\uFF21", "zz", "Ärger"];
        database.Add([Some.VirtualKey(1), Some.Profile(1), .. names.Select((name, at) => (object)Some.McpClient(at + 1, name)), .. names.Select((_, at) => (object)Some.User(at + 1, names[at]))]);
        var ofDatabase = (await new McpClientQueries(database).ListAsync(new McpClientFilter(), new Window(0, 100))).Items.Select(client => client.Name).ToArray();

        Assert.Equal(ofDatabase, (await new AllowlistQueries(database).OfKeyAsync("vk1")).Select(row => row.Name));
        Assert.Equal(ofDatabase, (await new ProfileQueries(database).ContentAsync("p1")).Select(row => row.Name));
        Assert.Equal(ofDatabase, (await new AccessQueries(database, TimeProvider.System).OfUserAsync("u1")).Select(row => row.Name));
        Assert.Equal(ofDatabase, (await new PartyQueries(database).OfAsync([.. names.Select((_, at) => new Party(ObjectKind.User, $"u{at + 1}"))])).Select(row => row.Name));
    }

    [Fact]
    public async Task A_connection_that_does_not_know_fold_fails_instead_of_finding_less()
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var db = new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options);

        var error = await Assert.ThrowsAsync<SqliteException>(() => db.People.Where(user => Folding.Fold(user.DisplayName) == "ana").ToArrayAsync());
        Assert.Contains("no such function: fold", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_none_stays_none_and_a_long_text_is_folded_too()
    {
        await using var db = database.CreateDbContext();

        Assert.Null(await db.Database.SqlQuery<string?>($"SELECT fold(NULL) AS Value").SingleAsync());
        Assert.Equal("", await db.Database.SqlQuery<string?>($"SELECT fold('') AS Value").SingleAsync());
        Assert.Equal(new string('a', 2_000), await db.Database.SqlQuery<string>($"SELECT fold({new string('A', 2_000)}) AS Value").SingleAsync());
        Assert.Equal("7", await db.Database.SqlQuery<string>($"SELECT fold(7) AS Value").SingleAsync());
    }

    private static string OddText(Random random)
    {
        string[] letters = ["a", "B", "z", "Z", "ß", "ẞ", "s", "SS", "İ", "I", "ı", "i", "i\u0307", "Σ", "σ", "ς", "Ł", "ł", "Ж", "ж", "É", "é", "E\u0301", "東", "Ⅷ", "ⅷ", "\u212A", "k",
            "\u212B", "Å", "DZ", "Dž", "dž", "ﬀ", "FF", "𐐀", "𐐨", "🙂", "\uE000", "\uFF21", "\uFF41", "Ა", "ა", "%", "_", "'", "\\", " "];
        return string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => letters[random.Next(letters.Length)]));
    }
}
