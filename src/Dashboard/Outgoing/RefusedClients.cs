using System.Net;
using System.Net.Sockets;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;

namespace Gatehouse.Dashboard.Outgoing;

/// <summary>MCP clients that nothing would be sent to, e.g. since an upgrade brought the rules. Names are looked up, nothing is connected to.</summary>
public sealed class RefusedClients(ConnectionQueries connections, OutgoingRules rules)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Names that are no server's (RFC 2606): nobody is asked for them.
    private static readonly string[] Reserved = [".example", ".invalid", ".test", ".example.com", ".example.net", ".example.org"];

    public async Task<IReadOnlyList<RefusedClient>> FindAsync(CancellationToken cancellation = default)
    {
        var clients = await connections.EnabledAsync(cancellation);
        var refused = new RefusedClient?[clients.Count];
        await Parallel.ForAsync(0, clients.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (at, stop) =>
            refused[at] = await RefusalAsync(clients[at], stop) is { } why ? new(clients[at].Id, clients[at].Name, why) : null);
        return [.. refused.OfType<RefusedClient>()];
    }

    private async Task<OutgoingRefusal?> RefusalAsync(ClientAddress client, CancellationToken cancellation)
    {
        if (client.Type == ConnectionType.Stdio || !Uri.TryCreate(client.Address, UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https"))
            return null;
        var addresses = await AddressesAsync(to.IdnHost, cancellation);
        var answers = addresses.Select(address => rules.Refuse(to, address)).ToArray();
        return answers.Length > 0 && answers.All(answer => answer is not null) ? answers[0] : null;
    }

    /// <summary>None: the name is not known here, or its server does not answer, which is no refusal of ours.</summary>
    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (Reserved.Any(end => host.TrimEnd('.').EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            return [];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await GuardedHandlers.AddressesAsync(host, patience.Token);
        }
        catch (Exception error) when (error is SocketException or ArgumentException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return [];
        }
    }
}

/// <summary>An MCP client that nothing would be sent to.</summary>
public sealed record RefusedClient(string Id, string Name, OutgoingRefusal Refusal);
