using Gatehouse.Data.Policy;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Connections and auth types as people read them.</summary>
public static class ClientWords
{
    public static readonly IReadOnlyList<ConnectionType> ConnectionTypes = Enum.GetValues<ConnectionType>();

    public static readonly IReadOnlyList<AuthType> AuthTypes = Enum.GetValues<AuthType>();

    public static string Of(ConnectionType type) => type switch
    {
        ConnectionType.Http => "Streamable HTTP",
        ConnectionType.Sse => "Server-sent events (older)",
        _ => "Standard input and output",
    };

    public static string Of(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => "Per-user OAuth",
        AuthType.PerUserHeaders => "Per-user headers",
        AuthType.OAuth => "Shared OAuth",
        AuthType.Headers => "Static headers",
        _ => "No auth",
    };

    public static string Hint(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => "Each person or key signs in at the provider. Gatehouse keeps a token for each.",
        AuthType.PerUserHeaders => "Each person or key stores values of its own for the header names below.",
        AuthType.OAuth => "One token for the whole gateway, which the gateway keeps.",
        AuthType.Headers => "Static headers, the same for everyone. They are set on the client's Settings.",
        _ => "The server asks for nothing.",
    };
}
