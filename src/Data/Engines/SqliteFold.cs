using System.Text;
using Gatehouse.Data.Engines.Mapping;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gatehouse.Data.Engines;

/// <summary>
/// SQLite's own <c>lower</c> folds the 26 letters of ASCII only, so that "Łukasz" is never found. Our connections have <c>fold</c>, which is
/// <see cref="Folding.Fold"/>. No index and no constraint uses it: another program can write the file.
/// </summary>
internal static class SqliteFold
{
    private const int Short = 512;

    public static void AddTo(SqliteConnection connection) =>
        raw.sqlite3_create_function(connection.Handle, FoldedText.Function, 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Fold);

    private static void Fold(sqlite3_context context, object? none, sqlite3_value[] values)
    {
        if (raw.sqlite3_value_type(values[0]) == raw.SQLITE_NULL)
        {
            raw.sqlite3_result_null(context);
            return;
        }
        var text = raw.sqlite3_value_blob(values[0]);
        // A span of nothing would be NULL to SQLite.
        if (text.IsEmpty)
            raw.sqlite3_result_text(context, "");
        // Nearly every name is ASCII: no string is made of it.
        else if (Ascii.IsValid(text))
        {
            var folded = text.Length <= Short ? stackalloc byte[text.Length] : new byte[text.Length];
            Ascii.ToLower(text, folded, out int _);
            raw.sqlite3_result_text(context, folded);
        }
        else
            raw.sqlite3_result_text(context, Encoding.UTF8.GetBytes(Folding.Fold(Encoding.UTF8.GetString(text))));
    }
}
