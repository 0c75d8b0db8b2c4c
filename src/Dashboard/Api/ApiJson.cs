using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.Dashboard.Api;

/// <summary>The JSON of the API: the one dialect, strict in what it reads, with every field of an answer written, empty ones too.</summary>
internal static class ApiJson
{
    public const string Type = "application/json";

    /// <summary>How deep a body may be nested; edits need five.</summary>
    private const int Depth = 32;

    /// <summary>For bodies: unknown, doubled and missing fields are errors, and so is null where there must be a value.</summary>
    public static readonly JsonSerializerOptions Bodies = new(DataJson.Options)
    {
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        MaxDepth = Depth,
        NumberHandling = default,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>For answers.</summary>
    public static readonly JsonSerializerOptions Answers = Answer(new JsonSerializerOptions(DataJson.Options));

    /// <summary>Makes options write as answers do.</summary>
    public static JsonSerializerOptions Answer(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = DataJson.Options.PropertyNamingPolicy;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = default;
        options.NumberHandling = default;
        options.PropertyNameCaseInsensitive = false;
        options.Encoder = DataJson.Options.Encoder;
        foreach (var converter in DataJson.Options.Converters.Except(options.Converters))
            options.Converters.Add(converter);
        return options;
    }
}
