using System.Buffers;
using System.Globalization;
using Gatehouse.Data.Assign;

namespace Gatehouse.Dashboard.Exports;

/// <summary>
/// Lines of CSV (RFC 4180), in UTF-8 with a byte order mark, without which Excel reads it as something else. Text that a spreadsheet would
/// take for a formula is guarded, and reads back the same (<see cref="FormulaGuard"/>).
/// </summary>
public static class Csv
{
    private const char Mark = '\uFEFF';
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\t\r\n");

    /// <summary>The first line of a file: its columns.</summary>
    public static string Head(params object?[] columns) => Mark + Line(columns);

    public static string Line(params object?[] values) => string.Join(',', values.Select(Field)) + "\r\n";

    private static string Field(object? value)
    {
        var text = value switch
        {
            null => "",
            string written => FormulaGuard.Put(written),
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
