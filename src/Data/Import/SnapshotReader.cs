using System.Text.Json;

namespace Gatehouse.Data.Import;

/// <summary>One element of one list of a snapshot.</summary>
internal sealed record SnapshotItem(string List, int Index, JsonElement Json);

/// <summary>
/// Reads the wanted lists of a snapshot element by element: memory holds one element, however long the file.
/// </summary>
/// <exception cref="JsonException">The file is not JSON, or not a snapshot; the message says what and where.</exception>
internal sealed class SnapshotReader(Stream stream, IReadOnlyCollection<string> wanted)
{
    public static readonly IReadOnlyList<string> Lists =
        ["mcp_clients", "users", "groups", "virtual_keys", "access_profiles", "oauth_tokens", "header_credentials", "oauth_flows", "header_flows"];

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool isFinal;
    private JsonReaderState state;
    private string? list;
    private int index;
    private bool isDone;

    /// <summary>The next element of a wanted list; null at the end.</summary>
    public async ValueTask<SnapshotItem?> NextAsync(CancellationToken cancellation)
    {
        while (!isDone)
        {
            if (Step() is { } item)
                return item;
            if (!isDone)
                await FillAsync(cancellation);
        }
        return null;
    }

    /// <summary>Goes on with what is in the buffer: an element, or null when the buffer ends first.</summary>
    private SnapshotItem? Step()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
        while (true)
        {
            var before = reader;
            var (isRead, item) = list is null ? (Member(ref reader), null) : Element(ref reader);
            if (!isRead)
                reader = before;
            if (isRead && item is null && !isDone)
                continue;
            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            return item;
        }
    }

    /// <summary>Between lists: the root's braces and its members. False: the buffer ends.</summary>
    private bool Member(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            isDone = isFinal;
            return isFinal;
        }
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject)
            return true;
        if (reader.TokenType != JsonTokenType.PropertyName)
            throw new JsonException("A snapshot is a JSON object with a version and lists.");
        var name = reader.GetString()!;
        if (!reader.Read())
            return false;
        if (name == "version")
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var version) || version != 1)
                throw new JsonException("This program reads snapshots of version 1.");
        }
        else if (!Lists.Contains(name))
            throw new JsonException($"Unknown field \"{name}\". A snapshot has version, {string.Join(", ", Lists)}.");
        else if (reader.TokenType == JsonTokenType.StartArray)
            (list, index) = (name, 0);
        else if (reader.TokenType != JsonTokenType.Null)
            throw new JsonException($"{name} must be a list.");
        return true;
    }

    private (bool IsRead, SnapshotItem? Item) Element(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return (false, null);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            list = null;
            return (true, null);
        }
        if (!wanted.Contains(list!))
            return (reader.TrySkip(), null);
        return JsonDocument.TryParseValue(ref reader, out var document)
            ? (true, new SnapshotItem(list!, index++, document.RootElement))
            : (false, null);
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
        end += read;
        isFinal = read == 0;
    }
}
