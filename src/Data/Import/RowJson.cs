using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Data.Import;

/// <summary>Reads a row; what is wrong with its JSON is said by field, never with its value, which may be a secret.</summary>
internal static partial class RowJson
{
    private static readonly JsonSerializerOptions Strict = new(DataJson.Options) { AllowDuplicateProperties = false };

    public static T? Read<T>(JsonElement json, out string? reason) where T : class
    {
        try
        {
            reason = json.ValueKind == JsonValueKind.Object ? null : "A row must be an object.";
            return reason is null ? json.Deserialize<T>(Strict) : null;
        }
        catch (JsonException error)
        {
            reason = Reason<T>(json, error);
            return null;
        }
    }

    private static string Reason<T>(JsonElement json, JsonException error)
    {
        if (Unmapped().Match(error.Message) is { Success: true } unknown)
            return $"Unknown field \"{ShownText.Of(unknown.Groups[1].Value)}\". Remove it.";
        if (JsonDuplicates.In(json, StringComparer.OrdinalIgnoreCase) is { } twice)
            return $"Field \"{ShownText.Of(twice)}\" stands twice in one object. Name it once.";
        var field = (error.Path ?? "$").TrimStart('$', '.');
        var type = typeof(T).GetProperties().FirstOrDefault(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == field)?.PropertyType;
        var words = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return words is { IsEnum: true }
            ? $"Field {field}: must be one of {string.Join(", ", Enum.GetValuesAsUnderlyingType(words).Cast<object>().Select(value => JsonSerializer.Serialize(Enum.ToObject(words, value), words, DataJson.Options).Trim('"')))}."
            : $"Field {field}: has a value of the wrong type.";
    }

    [GeneratedRegex("property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();
}
