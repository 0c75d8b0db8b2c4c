using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.History;

/// <summary>Walks the model of the record: each column of each of its tables is vouched for, and refused when somebody would alter it.</summary>
public sealed class RecordModelTests
{
    /// <summary>Tables whose rows are seals themselves: their alteration is tested in <see cref="HistoryCheckTests"/>.</summary>
    private static readonly Type[] Seals = [typeof(RecordSegment)];

    [Fact]
    public async Task Altering_any_stored_column_of_any_table_of_the_record_breaks_the_chain()
    {
        using var company = await EverythingAsync();
        using var copy = new RecordedCompany();
        var (columns, tried) = (Columns(company.Database), 0);

        foreach (var (table, column, type) in columns)
        {
            var was = await Scalar(company, $"SELECT count(*) FROM {table}");
            Assert.True(was > 0, $"The test has no row in {table}: give it one.");
            // One row: of all of them several columns could be altered to the same value.
            var alter = type switch
            {
                "TEXT" => $"UPDATE {table} SET {column} = ifnull({column}, '') || 'x' WHERE rowid_of_one",
                "BLOB" => $"UPDATE {table} SET {column} = x'0102' WHERE rowid_of_one",
                _ => $"UPDATE {table} SET {column} = ifnull({column}, 0) + 1000 WHERE rowid_of_one",
            };
            var keys = Keys(company.Database, table);
            var one = $"({string.Join(", ", keys)}) = (SELECT {string.Join(", ", keys)} FROM {table} ORDER BY {string.Join(" DESC, ", keys)} DESC LIMIT 1)";
            Copy(company, copy);
            await copy.PastTheTriggersAsync(alter.Replace("rowid_of_one", one, StringComparison.Ordinal));

            Assert.False((await copy.VerifyAsync()).IsWhole, $"{table}.{column} was altered and the chain did not notice: hash it (RecordForm).");
            tried++;
        }
        Assert.InRange(tried, 50, 200);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_alter_remove_or_replace_anything_on_record()
    {
        using var company = await EverythingAsync();
        await using var db = company.Database.CreateDbContext();
        foreach (var table in Columns(company.Database).GroupBy(column => column.Table))
        {
            foreach (var (_, column, _) in table)
            {
                await RefusedAsync($"UPDATE {table.Key} SET {column} = {column} || '1'");
                // A key that the row has taken already: the other one would go.
                await RefusedAsync($"INSERT OR REPLACE INTO {table.Key} SELECT * FROM {table.Key}");
            }
            await RefusedAsync($"DELETE FROM {table.Key}");
            await RefusedAsync($"INSERT INTO {table.Key} SELECT * FROM {table.Key} WHERE true ON CONFLICT DO UPDATE SET {table.First().Column} = {table.First().Column}");
        }
        await RefusedAsync("INSERT INTO changed_objects (change_id, kind, object_id) VALUES (1, 4, 4)");
        await RefusedAsync("UPDATE OR REPLACE changes SET id = 1 WHERE id = 2");
        Assert.True((await company.VerifyAsync()).IsWhole);

        async Task RefusedAsync(string sql)
        {
            var refused = await Assert.ThrowsAnyAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
            Assert.True(refused.Message.Contains("append-only", StringComparison.Ordinal), $"{sql}: {refused.Message}");
        }
    }

    /// <summary>At least one row in each table of the record.</summary>
    private static async Task<RecordedCompany> EverythingAsync()
    {
        var company = new RecordedCompany();
        await company.CommitAsync(2);
        await company.CommitAsync(new Edit.Undo(2));
        await company.CommitAsync(new Edit.DeleteVirtualKey("vk2"));
        await company.HappenAsync(new RecordEntry("key.rotated", ObjectKind.VirtualKey, "vk1", "key-1")
        {
            Before = new Dictionary<string, string?> { ["begins_with"] = "gh-vk-67vK" },
            After = new Dictionary<string, string?> { ["begins_with"] = "gh-vk-Tb3w" },
        });
        Assert.True((await company.VerifyAsync()).IsWhole);
        return company;
    }

    private static void Copy(RecordedCompany company, RecordedCompany copy)
    {
        using var from = new SqliteConnection(company.Database.ConnectionString);
        using var to = new SqliteConnection(copy.Database.ConnectionString);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private static IReadOnlyList<(string Table, string Column, string Type)> Columns(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return
        [
            .. from type in db.Model.GetEntityTypes()
               where type.ClrType.Namespace == typeof(Change).Namespace && !Seals.Contains(type.ClrType)
               from property in type.GetProperties()
               select (type.GetTableName()!, $"\"{property.GetColumnName()}\"", property.GetColumnType()),
        ];
    }

    private static string[] Keys(TestDatabase database, string table)
    {
        using var db = database.CreateDbContext();
        return [.. db.Model.GetEntityTypes().Single(type => type.GetTableName() == table).FindPrimaryKey()!.Properties.Select(property => $"\"{property.GetColumnName()}\"")];
    }

    private static async Task<long> Scalar(RecordedCompany company, string sql)
    {
        await using var db = company.Database.CreateDbContext();
        var counted = sql.Replace("count(*)", "count(*) AS Value", StringComparison.Ordinal);
        return (await db.Database.SqlQueryRaw<long>(counted).ToArrayAsync(TestContext.Current.CancellationToken))[0];
    }
}
