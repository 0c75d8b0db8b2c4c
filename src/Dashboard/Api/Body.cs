using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Dashboard.Api;

/// <summary>A body that was read.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Given">The names of its fields: null is something else than absent.</param>
/// <param name="Ignored">Names of fields that were left out.</param>
internal sealed record Body<T>(T Value, IReadOnlySet<string> Given, IReadOnlyList<string> Ignored);

/// <summary>Reads JSON bodies strictly; what is wrong is said by field with its path, never with its value, which may be a secret.</summary>
internal static partial class Body
{
    /// <summary>10 MB.</summary>
    public const long Most = 10 * 1024 * 1024;

    public static async Task<Body<T>> ReadAsync<T>(HttpContext context, BifrostFields? fields = null) where T : class
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON", StatusCodes.Status415UnsupportedMediaType);
        if (context.Request.ContentLength > Most)
            throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Most;
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return Read<T>(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), fields);
    }

    /// <summary>For a route that takes none: an object without fields is as good as nothing.</summary>
    public static async Task RefuseAnyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            await ReadAsync<Nothing>(context);
    }

    internal static Body<T> Read<T>(ReadOnlyMemory<byte> bytes, BifrostFields? fields = null) where T : class
    {
        var json = Utf8Text.Of(bytes);
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new RefusedRequestException("$", "bad_json", "The body must be a JSON object.");
        try
        {
            RefuseNulls(document.RootElement, "");
            var (ours, ignored) = fields?.Read(document.RootElement) ?? (json, []);
            return new(JsonSerializer.Deserialize<T>(ours.Span, ApiJson.Bodies)!, Names(ours), ignored);
        }
        catch (JsonException error)
        {
            throw Refused(error);
        }
        catch (NotSupportedException)
        {
            throw new RefusedRequestException("edit.kind", "missing_field", "Field edit.kind is missing: say which kind of edit it is.");
        }
        catch (InvalidOperationException)
        {
            throw new RefusedRequestException("$", "bad_json", "The body holds text that is not Unicode.");
        }
    }

    private static HashSet<string> Names(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(field => field.Name)];
    }

    private sealed record Nothing;

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = ApiJson.Bodies.MaxDepth });
        }
        catch (JsonException error)
        {
            throw new RefusedRequestException("$", "bad_json", json.IsEmpty
                ? "The body is empty: send a JSON object."
                : FormattableString.Invariant($"The body is not JSON: it breaks at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}, or is nested too deep."));
        }
    }

    /// <summary>The serializer lets a null stand in a list of texts.</summary>
    private static void RefuseNulls(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var field in element.EnumerateObject())
                RefuseNulls(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}");
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var (at, item) in element.EnumerateArray().Index())
            {
                if (item.ValueKind == JsonValueKind.Null)
                    throw new RefusedRequestException($"{path}[{at}]", "wrong_type", $"Field {path}[{at}] must not be null.");
                RefuseNulls(item, $"{path}[{at}]");
            }
    }

    private static RefusedRequestException Refused(JsonException error)
    {
        var path = (error.Path ?? "$").TrimStart('$').TrimStart('.');
        if (Unmapped().Match(error.Message) is { Success: true } unknown)
        {
            var field = Within(path, unknown.Groups[1].Value);
            return new(field, "unknown_field", $"There is no field \"{field}\" here. Remove it, or look up its name in /api/docs.");
        }
        if (Doubled().Match(error.Message) is { Success: true } doubled)
            return new(Within(path, doubled.Groups[1].Value), "duplicate_field", $"Field \"{Within(path, doubled.Groups[1].Value)}\" stands twice. Name it once.");
        if (Missing().Match(error.Message) is { Success: true } missing)
            return new(Within(path, missing.Groups[1].Value), "missing_field", $"Field {Within(path, missing.Groups[1].Value)} is missing.");
        if (error.Message.Contains("discriminator", StringComparison.Ordinal))
            return new(Within(path, "kind"), "unknown_kind", $"Field {Within(path, "kind")} names no kind of edit. See docs/api.md for those there are.");
        return path.Length == 0
            ? new("$", "wrong_type", "The body has a value of the wrong type.")
            : new(path, "wrong_type", $"Field {path} has a value of the wrong type, or a value that it does not know.");
    }

    private static string Within(string path, string field) =>
        path.Length == 0 || path == field ? field : path.EndsWith($".{field}", StringComparison.Ordinal) ? path : $"{path}.{field}";

    [GeneratedRegex("property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("uplicate property '([^']*)'")]
    private static partial Regex Doubled();

    [GeneratedRegex("missing required properties including: '([^']*)'")]
    private static partial Regex Missing();
}
