using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Engines;

/// <summary>
/// A temporary table of the name of a real one, with its rows and indexes: SQLite looks for a name among temporary tables first. So a preview can
/// write as a commit would, in a transaction that only reads the file. References stay out: a temporary table cannot have any.
/// </summary>
internal static partial class SqliteShadow
{
    public static async Task LayAsync(DbContext db, string table, CancellationToken cancellation)
    {
        var columns = string.Join(", ", await TextsAsync(db, $"SELECT '\"' || name || '\"' FROM pragma_table_info('{table}')", cancellation));
        foreach (var made in await TextsAsync(db, $"SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = '{table}'", cancellation))
            await RunAsync(db, TableName().Replace(Reference().Replace(made, ""), "CREATE TEMP TABLE ", 1), cancellation);
        await RunAsync(db, $"INSERT INTO temp.\"{table}\" ({columns}) SELECT {columns} FROM main.\"{table}\"", cancellation);
        foreach (var made in await TextsAsync(db, $"SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL", cancellation))
            await RunAsync(db, IndexName().Replace(made, "$1temp.", 1), cancellation);
    }

    private static async Task<List<string>> TextsAsync(DbContext db, string sql, CancellationToken cancellation)
    {
        await using var command = Command(db, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellation))
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static async Task RunAsync(DbContext db, string sql, CancellationToken cancellation)
    {
        await using var command = Command(db, sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static DbCommand Command(DbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names of our tables, and what the schema says of them
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    [GeneratedRegex("^CREATE TABLE ")]
    private static partial Regex TableName();

    [GeneratedRegex("^(CREATE (?:UNIQUE )?INDEX )")]
    private static partial Regex IndexName();

    [GeneratedRegex("""(,\s*CONSTRAINT "[^"]*" FOREIGN KEY \([^)]*\))?\s+REFERENCES "[^"]*" \([^)]*\)(\s+ON (DELETE|UPDATE) (CASCADE|RESTRICT|SET NULL|NO ACTION))*""")]
    private static partial Regex Reference();
}
