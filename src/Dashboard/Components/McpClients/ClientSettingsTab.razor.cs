using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>How the gateway connects to a client, to read.</summary>
public sealed partial class ClientSettingsTab
{
    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    private IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("Id", Client.Id);
            yield return ("Connection", Client.ConnectionType switch { ConnectionType.Http => "Streamable HTTP", ConnectionType.Sse => "HTTP with server-sent events", _ => "Standard input and output" });
            yield return ("Address", Client.Address.Length == 0 ? "–" : Client.Address);
            yield return ("Auth type", Words.Brief(Client.AuthType));
            if (Client.AuthType == AuthType.PerUserHeaders)
                yield return ("Required header names", Client.HeaderNames.Count == 0 ? "None" : string.Join(", ", Client.HeaderNames));
            yield return ("TLS", Client.InsecureSkipVerify ? "The server's certificate is not verified" : Client.HasCertificateAuthority ? "Verified with its own certificate authority" : "Verified with the system's certificate authorities");
            yield return ("Tools", Client.Tools.Count == 0 ? "Not known yet" : string.Join(", ", Client.Tools));
            yield return ("Created", Words.Day(Client.CreatedAt));
        }
    }
}
