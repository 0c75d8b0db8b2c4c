using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Migrations;

/// <summary>A database of an earlier build is taken along whole.</summary>
public sealed class ReleasedDatabaseTests : IDisposable
{
    private readonly ReleasedDatabase released = new("20261125070632");

    [Fact]
    public async Task A_file_of_the_first_build_keeps_its_accounts_tokens_keys_and_history()
    {
        await using var db = await MigratedAsync();

        Assert.Equal("mara.holt", (await db.Users.SingleAsync(TestContext.Current.CancellationToken)).UserName);
        Assert.Equal(2, await db.ApiTokens.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal((60, 317, 54), (await db.VirtualKeys.CountAsync(TestContext.Current.CancellationToken),
            await db.OAuthTokens.CountAsync(TestContext.Current.CancellationToken), await db.HeaderCredentials.CountAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(15, await db.Changes.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_of_the_first_build_ends_with_the_schema_that_a_new_file_has()
    {
        await using (await MigratedAsync())
        {
        }
        using var fresh = new TestDatabase();

        Assert.Equal(Schema(fresh.Path), Schema(released.Path));
    }

    private async Task<DashboardDbContext> MigratedAsync()
    {
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={released.Path};Pooling=False");
        var db = new DashboardDbContext(builder.Options);
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return db;
    }

    /// <summary>Tables with their columns in any order, indexes and triggers: what the file is built of.</summary>
    private static string[] Schema(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT 'table ' || t.name || ' ' || t.wr || ': ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || ifnull(c.dflt_value, '') || ' ' || c.pk || ' ' || c.hidden
              FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'
            UNION ALL SELECT type || ' ' || sql FROM sqlite_master WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL
            UNION ALL SELECT 'key ' || m.name || ': ' || f."from" || ' to ' || f."table" || ' ' || f.on_delete FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'
            ORDER BY 1
            """;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return [.. lines];
    }

    public void Dispose() => released.Dispose();
}
