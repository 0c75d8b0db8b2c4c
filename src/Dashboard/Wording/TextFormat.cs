using System.Globalization;

namespace Gatehouse.Dashboard.Wording;

/// <summary>Fills the places of a text from a resource: <c>{0}</c>, <c>{1}</c>.</summary>
internal static class TextFormat
{
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
