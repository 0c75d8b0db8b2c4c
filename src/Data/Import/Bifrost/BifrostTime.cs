using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// Moments as Bifrost's databases hold them: as RFC 3339 or with a space, with nine digits of a second, with the zone as Go prints it, or as
/// seconds or milliseconds since 1970. One without an offset is UTC.
/// </summary>
internal static partial class BifrostTime
{
    private const int Ticks = 7;
    private const long FirstMilliseconds = 100_000_000_000;

    /// <summary>The moment; null when it is none.</summary>
    public static DateTimeOffset? Of(string text)
    {
        var parts = Written().Match(text.Trim());
        if (!parts.Success)
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Of(number) : null;
        var fraction = parts.Groups["fraction"].Value;
        var clock = parts.Groups["clock"].Value is { Length: > 0 } given ? given : "00:00";
        var written = $"{parts.Groups["day"].Value}T{clock}{(fraction.Length == 0 ? "" : "." + fraction[..Math.Min(fraction.Length, Ticks)])}{parts.Groups["zone"].Value}";
        if (DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        // The first and the last day there are have no neighbours in other zones.
        return !DateTime.TryParse($"{parts.Groups["day"].Value}T{clock}", CultureInfo.InvariantCulture, out var local) ? null
            : local.Year == DateTime.MaxValue.Year ? DateTimeOffset.MaxValue
            : local.Year == DateTime.MinValue.Year ? DateTimeOffset.MinValue : null;
    }

    /// <summary>Seconds since 1970; from a hundred thousand millions on, milliseconds.</summary>
    public static DateTimeOffset? Of(long number)
    {
        var milliseconds = Math.Abs((decimal)number) < FirstMilliseconds ? number * 1000m : number;
        return milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
    }

    [GeneratedRegex(@"^(?<day>\d{4}-\d\d-\d\d)([T ](?<clock>\d\d:\d\d(:\d\d)?)([.,](?<fraction>\d+))?)?\s*(?<zone>Z|[+-]\d\d:?\d\d)?(\s+([A-Za-z]+|[+-]\d+))?(\s+m=[+-][\d.]+)?$")]
    private static partial Regex Written();
}
