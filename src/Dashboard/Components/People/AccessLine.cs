using Gatehouse.Data.Reads.People;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>An MCP client and one key of a user; no key: none reaches it or is named for it.</summary>
/// <param name="Client">The client.</param>
/// <param name="Way">How the key reaches it.</param>
/// <param name="IsFirst">The first row of its client: it says what the user holds.</param>
public sealed record AccessLine(ReachedClient Client, KeyWay? Way, bool IsFirst)
{
    public string Key => $"{Client.ClientId} {Way?.KeyId}";

    public static IEnumerable<AccessLine> Of(ReachedClient client) => client.Ways.Count == 0
        ? [new(client, null, true)]
        : client.Ways.Select((way, at) => new AccessLine(client, way, at == 0));

    public bool Matches(string text) => Folding.Holds(Client.Name, text)
        || (Way is { } way && Folding.Holds(way.Key, text));
}
