using Gatehouse.Data.Policy;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Connections and auth types as people read them.</summary>
public static class ClientWords
{
    public static readonly IReadOnlyList<ConnectionType> ConnectionTypes = Enum.GetValues<ConnectionType>();

    public static readonly IReadOnlyList<AuthType> AuthTypes = Enum.GetValues<AuthType>();

    public static string Of(ConnectionType type) => type switch
    {
        ConnectionType.Http => McpClientTexts.StreamableHttp,
        ConnectionType.Sse => McpClientTexts.ServerSentEventsOlder,
        _ => McpClientTexts.StandardInputAndOutput,
    };

    public static string Of(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => McpClientTexts.PerUserOAuth,
        AuthType.PerUserHeaders => McpClientTexts.PerUserHeaders,
        AuthType.OAuth => McpClientTexts.SharedOAuth,
        AuthType.Headers => McpClientTexts.StaticHeaders,
        _ => McpClientTexts.NoAuth,
    };

    public static string Hint(AuthType auth) => auth switch
    {
        AuthType.PerUserOAuth => McpClientTexts.EachPersonOrKeySignsInAt,
        AuthType.PerUserHeaders => McpClientTexts.EachPersonOrKeyStoresValuesOf,
        AuthType.OAuth => McpClientTexts.OneTokenForTheWholeGatewayWhich,
        AuthType.Headers => McpClientTexts.StaticHeadersTheSameForEveryoneThey,
        _ => McpClientTexts.TheServerAsksForNothing,
    };
}
