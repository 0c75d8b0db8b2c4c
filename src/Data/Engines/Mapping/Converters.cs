using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gatehouse.Data.Engines.Mapping;

/// <summary>Short lists of names as a JSON array.</summary>
public sealed class NamesConverter()
    : ValueConverter<IReadOnlyList<string>, string>(
        names => JsonSerializer.Serialize(names, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<string[]>(json, JsonSerializerOptions.Default)!);

public sealed class NamesComparer()
    : ValueComparer<IReadOnlyList<string>>(
        (a, b) => a!.SequenceEqual(b!),
        names => names.Aggregate(0, (hash, name) => HashCode.Combine(hash, name)),
        names => names.ToArray());

/// <summary>SQLite has no time type that sorts: times are milliseconds since 1970, UTC, in an integer.</summary>
public sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>Any small record as JSON.</summary>
public sealed class JsonConverter<T>()
    : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, DataJson.Options),
        json => JsonSerializer.Deserialize<T>(json, DataJson.Options)!);

/// <summary>Equal when their JSON is.</summary>
public sealed class JsonComparer<T>()
    : ValueComparer<T>(
        (a, b) => Json(a) == Json(b),
        value => Json(value).GetHashCode(StringComparison.Ordinal),
        value => value)
{
    private static string Json(T? value) => JsonSerializer.Serialize(value, DataJson.Options);
}
