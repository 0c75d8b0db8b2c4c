namespace Gatehouse.Data.Policy;

/// <summary>
/// What no edit would accept of an object as it is stored: an import brought it, or a build with fewer rules. It refuses nothing until somebody edits that
/// field; the object's page shows it, and the API answers it as <c>warnings</c>. An MCP client's is <see cref="McpClientSettings.Faults"/>.
/// </summary>
public static class StoredFaults
{
    public static IReadOnlyList<string> OfKey(string name, string? description, IEnumerable<(string Client, ToolList Tools)> grants) =>
        All([NameText.WrongName(name, "the key"), NameText.WrongDescription(description), .. grants.Select(Tool)]);

    public static IReadOnlyList<string> OfProfile(string name, IEnumerable<(string Client, ToolList Tools)> grants) =>
        All([NameText.WrongName(name, "the access profile"), .. grants.Select(Tool)]);

    public static IReadOnlyList<string> OfUser(string name, string userName) => All([NameText.WrongName(name, "the user"), NameText.WrongUserName(userName)]);

    public static IReadOnlyList<string> OfGroup(string name) => All([NameText.WrongName(name, "the group")]);

    private static IReadOnlyList<string> All(IEnumerable<string?> faults) => [.. faults.OfType<string>()];

    private static string? Tool((string Client, ToolList Tools) grant) =>
        grant.Tools.Names.Select(NameText.WrongTool).OfType<string>().FirstOrDefault() is { } wrong ? $"In the grant of {ShownText.Of(grant.Client)}: {wrong}" : null;
}
