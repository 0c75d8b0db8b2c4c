using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Credentials;

/// <summary>An MCP client as the record tells it, before an edit and after. No secret is in it: the address hides its own, and of static headers only names and whether a value is another.</summary>
internal sealed record ClientFacts
{
    private required string Id { get; init; }

    private required string Name { get; init; }

    private required (string Field, string? Text)[] Target { get; init; }

    private required (string Field, string? Text)[] Rest { get; init; }

    private byte[]? Protected { get; init; }

    public static ClientFacts Of(McpClient client, StaticHeaders headers) => new()
    {
        Id = client.ClientId,
        Name = client.Name,
        Target =
        [
            ("address", client.ConnectionString), ("transport", Word(client.ConnectionType)), ("tls_verification", RecordEntry.Text(!client.InsecureSkipVerify)),
            ("ca_certificate", client.CaCertPem is null ? null : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(client.CaCertPem)))[..16]),
        ],
        Rest =
        [
            ("name", client.Name), ("auth_type", Word(client.AuthType)), ("disabled", RecordEntry.Text(client.Disabled)),
            ("header_names", List(client.PerUserHeaderKeys)), ("static_headers", List(Names(client, headers))),
        ],
        Protected = client.StaticHeaders,
    };

    public RecordEntry Made() => new RecordEntry(RecordAction.ClientMade, ObjectKind.McpClient, Id, Name)
        .With([.. Rest.Concat(Target).Select(fact => (fact.Field, (string?)null, fact.Text))]);

    public RecordEntry ChangedFrom(ClientFacts before)
    {
        var isRepointed = !Target.SequenceEqual(before.Target);
        var values = Protected is not null && before.Protected is not null && !Protected.AsSpan().SequenceEqual(before.Protected) ? RecordEntry.Changed : null;
        return new RecordEntry(isRepointed ? RecordAction.ClientRepointed : RecordAction.ClientChanged, ObjectKind.McpClient, Id, Name)
            .With([.. Rest.Concat(Target).Zip(before.Rest.Concat(before.Target), (now, then) => (now.Field, then.Text, now.Text)), ("static_header_values", null, values)]);
    }

    private static IEnumerable<string> Names(McpClient client, StaticHeaders headers)
    {
        try
        {
            return headers.Read(client).Keys;
        }
        catch (CryptographicException)
        {
            return ["cannot be read"];
        }
    }

    private static string? List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : null;

    private static string Word<T>(T value) where T : struct, Enum => JsonSerializer.Serialize(value, DataJson.Options).Trim('"');
}
