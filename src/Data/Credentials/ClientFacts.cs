using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Credentials;

/// <summary>An MCP client as the record tells it, before an edit and after. No secret is in it: the address hides its own, and of static headers only names and whether a value is another.</summary>
internal sealed class ClientFacts
{
    private readonly string id;
    private readonly string name;
    private readonly (string Field, string? Text)[] target;
    private readonly (string Field, string? Text)[] rest;
    private readonly byte[]? protectedHeaders;

    private ClientFacts(McpClient client, StaticHeaders headers)
    {
        (id, name, protectedHeaders) = (client.ClientId, client.Name, client.StaticHeaders);
        target =
        [
            ("address", client.ConnectionString), ("transport", Word(client.ConnectionType)), ("tls_verification", RecordEntry.Text(!client.InsecureSkipVerify)),
            ("ca_certificate", client.CaCertPem is null ? null : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(client.CaCertPem)))[..16]),
        ];
        rest =
        [
            ("name", client.Name), ("auth_type", Word(client.AuthType)), ("disabled", RecordEntry.Text(client.Disabled)),
            ("header_names", List(client.PerUserHeaderKeys)), ("static_headers", List(Names(client, headers))),
        ];
    }

    public static ClientFacts Of(McpClient client, StaticHeaders headers) => new(client, headers);

    public RecordEntry Made() => new RecordEntry(RecordAction.ClientMade, ObjectKind.McpClient, id, name)
        .With([.. rest.Concat(target).Select(fact => (fact.Field, (string?)null, fact.Text))]);

    public RecordEntry ChangedFrom(ClientFacts before)
    {
        var isRepointed = !target.SequenceEqual(before.target);
        var values = protectedHeaders is not null && before.protectedHeaders is not null && !protectedHeaders.AsSpan().SequenceEqual(before.protectedHeaders) ? RecordEntry.Changed : null;
        return new RecordEntry(isRepointed ? RecordAction.ClientRepointed : RecordAction.ClientChanged, ObjectKind.McpClient, id, name)
            .With([.. rest.Concat(target).Zip(before.rest.Concat(before.target), (now, then) => (now.Field, then.Text, now.Text)), ("static_header_values", null, values)]);
    }

    private static string[] Names(McpClient client, StaticHeaders headers) => headers.IsUnreadable(client) ? ["cannot be read"] : [.. headers.Read(client).Keys];

    private static string? List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : null;

    private static string Word<T>(T value) where T : struct, Enum => JsonSerializer.Serialize(value, DataJson.Options).Trim('"');
}
