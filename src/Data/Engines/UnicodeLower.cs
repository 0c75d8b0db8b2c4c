using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gatehouse.Data.Engines;

/// <summary>
/// SQLite's own <c>lower</c> folds the 26 letters of ASCII only, so that "Łukasz" is never found. On our connections it folds every letter, as
/// PostgreSQL's does, and as <see cref="Folding"/> does in memory. No index and no constraint uses it.
/// </summary>
internal static class UnicodeLower
{
    private const int Short = 512;

    public static void AddTo(SqliteConnection connection) =>
        raw.sqlite3_create_function(connection.Handle, "lower", 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Fold);

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
            raw.sqlite3_result_text(context, Folding.Of(Encoding.UTF8.GetString(text)));
    }
}
