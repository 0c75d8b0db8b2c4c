using System.Text.RegularExpressions;

namespace Gatehouse.Data.Assign;

/// <summary>
/// Keeps a spreadsheet from taking text for a formula, so that reading gives back exactly what was written: wherever a cell may begin (at
/// the start, behind a semicolon, a tab or a line break, with or without spaces), one apostrophe is put before a sign that begins a formula,
/// and before apostrophes that stand before such a sign. Reading takes one away at the same places.
/// </summary>
public static partial class FormulaGuard
{
    public static string Put(string text) => Unguarded().Replace(text, "'$1");

    public static string Take(string text) => Guarded().Replace(text, "$1");

    // Signs: = + - @, their full-width and small forms, tab, carriage return, line feed.
    private const string Begins = @"(?<=(?:^|[;\t\r\n])[ \u00A0\u3000]*)";
    private const string Sign = @"(?=[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B])";

    [GeneratedRegex(Begins + "('*)" + Sign)]
    private static partial Regex Unguarded();

    [GeneratedRegex(Begins + "'('*)" + Sign)]
    private static partial Regex Guarded();
}
