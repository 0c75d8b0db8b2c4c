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

    private readonly JsonLists items = new(stream, name => IsWanted(name, wanted));

    /// <summary>The next element of a wanted list; null at the end.</summary>
    public async ValueTask<SnapshotItem?> NextAsync(CancellationToken cancellation)
    {
        while (await items.NextAsync(cancellation) is { } item)
        {
            if (item.Index >= 0 && item.Member != Version)
                return new(item.Member, item.Index, item.Json);
            Check(item);
        }
        return null;
    }

    private const string Version = "version";

    /// <summary>Members that the settings of a Bifrost gateway begin with.</summary>
    private static readonly string[] OfBifrost = ["$schema", "mcp", "governance", "providers", "client", "config_store", "encryption_key"];

    private static bool IsWanted(string name, IReadOnlyCollection<string> wanted) =>
        name == Version || wanted.Contains(name) || (Lists.Contains(name) ? false
            : throw new JsonException(OfBifrost.Contains(name)
                ? "This is no snapshot but the config.json of a Bifrost gateway. Import it with import-bifrost, or on the page Settings, Import."
                : $"Unknown field \"{ShownText.Of(name)}\". A snapshot has version, {string.Join(", ", Lists)}."));

    private static void Check(JsonItem item)
    {
        if (item.Member == Version && !(item.Json.ValueKind == JsonValueKind.Number && item.Json.TryGetInt32(out var version) && version == 1))
            throw new JsonException("This program reads snapshots of version 1.");
        if (item.Member != Version && item.Json.ValueKind != JsonValueKind.Null)
            throw new JsonException($"{item.Member} must be a list.");
    }
}
