using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// A text of Bifrost's that may be given by the name of an environment variable: as itself (<c>"env.NAME"</c>), or as an object with
/// <c>value</c> and <c>env_var</c>. The name counts; it is never resolved.
/// </summary>
internal sealed class BifrostText : JsonConverter<string>
{
    /// <summary>For reading what Bifrost wrote.</summary>
    public static readonly JsonSerializerOptions Options = new() { Converters = { new BifrostText() } };

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("No text.");
        using var parts = JsonDocument.ParseValue(ref reader);
        return Of(parts.RootElement) ?? throw new JsonException("No text.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>The text of a JSON value; null when it is none.</summary>
    public static string? Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()
        : json.ValueKind != JsonValueKind.Object ? null
        : json.TryGetProperty("env_var", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } variable
            ? variable.StartsWith("env.", StringComparison.Ordinal) ? variable : $"env.{variable}"
        : json.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
