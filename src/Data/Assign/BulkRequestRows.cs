using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gatehouse.Data.Assign;

/// <summary>Reads rows from a SCIM 2.0 bulk request (RFC 7644, section 3.7), operation by operation.</summary>
internal static class BulkRequestRows
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    private const int MostBytes = 1 << 20;

    /// <param name="stream">UTF-8.</param>
    /// <param name="failOnErrors">Told how many errors the sender of the request bears.</param>
    /// <param name="cancellation">Between operations.</param>
    /// <exception cref="UnreadableException">It is no JSON, or no bulk request.</exception>
    public static async IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, Action<int> failOnErrors, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (hasSchema, hasOperations) = (false, false);
        var items = new JsonLists(stream, name =>
        {
            hasOperations |= Is(name, "Operations");
            return Is(name, "schemas") || Is(name, "failOnErrors") || Is(name, "Operations") ? true
                : throw new UnreadableException(null, $"Unknown field \"{ShownText.Of(name)}\". A bulk request has schemas, failOnErrors and Operations.");
        }, MostBytes, StringComparer.OrdinalIgnoreCase);
        while (await NextAsync(items, cancellation) is { } item)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Is(item.Member, "schemas"))
                hasSchema |= item.Json.ValueKind == JsonValueKind.String && item.Json.GetString() == Schema;
            else if (Is(item.Member, "Operations") && item.Index >= 0)
                yield return BulkOperation.Row(item.Line, item.Json);
            else if (Is(item.Member, "failOnErrors") && item.Json.ValueKind == JsonValueKind.Number && item.Json.TryGetInt32(out var most) && most >= 1)
                failOnErrors(most);
            else
                throw new UnreadableException(item.Line, Is(item.Member, "failOnErrors") ? "failOnErrors must be a whole number from 1." : $"{item.Member} must be a list.");
        }
        if (!hasSchema)
            throw new UnreadableException(null, $"This is no bulk request: its schemas must name \"{Schema}\".");
        if (!hasOperations)
            throw new UnreadableException(null, "Operations is missing.");
    }

    private static async ValueTask<JsonItem?> NextAsync(JsonLists items, CancellationToken cancellation)
    {
        try
        {
            return await items.NextAsync(cancellation);
        }
        catch (JsonException error)
        {
            throw error.LineNumber is { } line
                ? new UnreadableException((int)line + 1, "The JSON is broken here.")
                : new UnreadableException(null, error.Message);
        }
    }

    /// <summary>Names of attributes are the same in any case (RFC 7643, section 2.1).</summary>
    private static bool Is(string name, string attribute) => name.Equals(attribute, StringComparison.OrdinalIgnoreCase);
}
