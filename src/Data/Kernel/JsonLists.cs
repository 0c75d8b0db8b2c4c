using System.Text.Json;

namespace Gatehouse.Data.Kernel;

/// <summary>A member of the root object: one element of a list with its index, or a member that is no list (index -1).</summary>
/// <param name="Member">Its name.</param>
/// <param name="Index">From 0; -1: the member is no list.</param>
/// <param name="Line">The line of the file it begins on, from 1.</param>
/// <param name="Json">Its value.</param>
internal sealed record JsonItem(string Member, int Index, int Line, JsonElement Json);

/// <summary>
/// Reads a JSON object whose members are long lists, element by element: memory holds one element, however long the file.
/// </summary>
/// <param name="stream">UTF-8.</param>
/// <param name="isWanted">Whether a list's elements are wanted; may throw <see cref="JsonException"/> for a name that has no business there.</param>
/// <param name="mostBytes">The longest element that is read.</param>
/// <param name="names">When two names of members are the same; null: when they are equal.</param>
/// <exception cref="JsonException">The file is not JSON, its root is no object, or a member of the root stands twice.</exception>
internal sealed class JsonLists(Stream stream, Func<string, bool> isWanted, int mostBytes = int.MaxValue, StringComparer? names = null)
{
    private readonly HashSet<string> seen = new(names ?? StringComparer.Ordinal);
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int line = 1;
    private bool isFinal;
    private JsonReaderState state;
    private string? list;
    private int index;
    private bool isDone;

    /// <summary>The next item; null at the end.</summary>
    public async ValueTask<JsonItem?> NextAsync(CancellationToken cancellation)
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

    /// <summary>Goes on with what is in the buffer: an item, or null when the buffer ends first.</summary>
    private JsonItem? Step()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
        while (true)
        {
            var before = reader;
            var (isRead, item) = list is null ? Member(ref reader) : Element(ref reader);
            if (!isRead)
                reader = before;
            if (isRead && item is null && !isDone)
                continue;
            line += Lines((int)reader.BytesConsumed);
            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            return item;
        }
    }

    /// <summary>Between lists: the root's braces and its members. Not read: the buffer ends.</summary>
    private (bool IsRead, JsonItem? Item) Member(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            isDone = isFinal;
            return (isFinal, null);
        }
        if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject)
            return (true, null);
        if (reader.TokenType != JsonTokenType.PropertyName)
            throw new JsonException("The file must be a JSON object.");
        var (name, at) = (reader.GetString()!, Line(reader));
        var wanted = isWanted(name);
        if (seen.Contains(name))
            throw new JsonException($"The member \"{name}\" stands twice. Name it once.");
        if (!reader.Read())
            return (false, null);
        if (reader.TokenType == JsonTokenType.StartArray && wanted)
        {
            (list, index) = (name, 0);
            return (seen.Add(name), null);
        }
        if (!wanted)
            return (reader.TrySkip() && seen.Add(name), null);
        return JsonDocument.TryParseValue(ref reader, out var document) ? (seen.Add(name), new JsonItem(name, -1, at, document.RootElement)) : (false, null);
    }

    private (bool IsRead, JsonItem? Item) Element(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return (false, null);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            list = null;
            return (true, null);
        }
        var at = Line(reader);
        return JsonDocument.TryParseValue(ref reader, out var document)
            ? (true, new JsonItem(list!, index++, at, document.RootElement))
            : (false, null);
    }

    private int Line(Utf8JsonReader reader) => line + Lines((int)reader.TokenStartIndex);

    private int Lines(int bytes) => buffer.AsSpan(start, bytes).Count((byte)'\n');

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= mostBytes)
                throw new JsonException($"The element at line {line} is longer than {mostBytes:N0} bytes.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
        end += read;
        isFinal = read == 0;
    }
}
