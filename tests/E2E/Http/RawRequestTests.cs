using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>What no library sends: broken request lines and headers on a bare socket, and a circuit that speaks nonsense.</summary>
public sealed class RawRequestTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    private const string End = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    /// <summary>HTTP version not supported: the right answer to HTTP/9.9.</summary>
    private const string NoSuchVersion = "505";

    /// <summary>Each letter is a byte.</summary>
    private static readonly string[] Requests =
    [
        $"GET /\xFF\xFE{End}\r\n", $"GET /virtual-keys/\xC0\xAF{End}\r\n", $"GET /virtual-keys/%C0%AF{End}\r\n", $"GET /%00{End}\r\n", $"GET /virtual-keys/%{End}\r\n", $"GET /virtual-keys/%zz{End}\r\n",
        $"GET /../../etc/passwd{End}\r\n", $"GET /_content/%2E%2E/%2E%2E/etc/passwd{End}\r\n", $"GET /%5C..%5Cwindows{End}\r\n", $"GET http://evil.example/api/users{End}\r\n", $"GET *{End}\r\n", $"OPTIONS *{End}\r\n",
        $"CONNECT evil.example:443{End}\r\n", $"GET /?a=\xED\xA0\x80{End}\r\n", $"G\x01T /{End}\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\r\n\r\n", "\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01", new string('A', 20_000),
        $"GET /{End}Cookie: gatehouse=\xFF\xFE\r\n\r\n", $"GET /{End}Authorization: Bearer \xE2\x80\xA8\r\n\r\n", $"GET /api/changes{End}Authorization: Bearer\r\n\r\n", $"GET /{End}Accept-Language: \xFF\r\n\r\n",
        $"GET /{End}Host: other\r\n\r\n", "GET / HTTP/1.1\r\nHost: \xFF\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", $"GET /{End} folded: a\r\n\r\n", $"GET /{End}a\u0000b: c\r\n\r\n", $"GET /{End}no colon\r\n\r\n",
        $"GET /{End}{string.Concat(Enumerable.Range(0, 200).Select(number => $"x-{number}: y\r\n"))}\r\n", $"GET /{End}x: {new string('y', 40_000)}\r\n\r\n",
        $"POST /sign-in{End}Content-Length: -1\r\n\r\n", $"POST /sign-in{End}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", $"POST /sign-in{End}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        $"POST /sign-in{End}Transfer-Encoding: odd\r\n\r\n", $"POST /api/plans{End}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", $"POST /sign-in{End}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\n\xFF=\xFE&%",
        $"POST /_blazor/negotiate{End}Origin: \xFF\r\nContent-Length: 0\r\n\r\n", $"POST /_blazor/negotiate{End}Origin: http://localhost\x00.evil\r\nContent-Length: 0\r\n\r\n", $"GET /_blazor{End}Upgrade: websocket\r\nSec-WebSocket-Key: odd\r\n\r\n",
        $"GET /_blazor?id=%FF{End}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: null\r\n\r\n", $"POST /_blazor?id=none{End}Content-Length: 2\r\n\r\n\xC0\xAF",
    ];

    [Fact]
    public async Task What_is_no_request_is_refused_or_hung_up_on_and_leaves_no_stack()
    {
        office.Server.Log.Clear();
        var wrong = new List<string>();
        foreach (var (text, answer) in await Task.WhenAll(Requests.Select(async text => (text, await AskAsync(text)))))
            if (answer.Length > 0 && (answer.Length < 12 || (answer[9] is not ('2' or '3' or '4') && answer[9..12] != NoSuchVersion)))
                wrong.Add($"{text[..Math.Min(text.Length, 60)]}: {answer[..Math.Min(answer.Length, 60)]}");
        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal("", string.Join('\n', office.Server.Log.Stacks.Select(line => $"{line.Text}: {line.Stack}")));
    }

    public static TheoryData<string> Messages => new(
        "", "{}", "\x1E", "{\"protocol\":\"json\",\"version\":1}\x1E", "{\"protocol\":\"blazorpack\",\"version\":99}\x1E", "{\"protocol\":\"\xFF\",\"version\":1}\x1E",
        "{\"protocol\":\"blazorpack\",\"version\":1}\x1E\x00", "{\"protocol\":\"blazorpack\",\"version\":1}\x1E\xFF\xFF\xFF\xFF\x7F", "{\"protocol\":\"blazorpack\",\"version\":1}\x1E\x05\xC1\xC1\xC1\xC1\xC1",
        "{\"protocol\":\"blazorpack\",\"version\":1}\x1E\x08\x95\x01\x80\xC0\xA3odd\x90", "{\"protocol\":\"blazorpack\",\"version\":1}\x1E\x11\x95\x01\x80\xC0\xACStartCircuit\x90");

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_circuit_that_speaks_nonsense_is_ended_without_a_stack(string message)
    {
        office.Server.Log.Clear();
        var own = office.Server.Address.GetLeftPart(UriPartial.Authority);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", own);
        socket.Options.SetRequestHeader("Authorization", $"Bearer {await office.Server.TokenAsync(Role.Admin)}");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new UriBuilder(new Uri(office.Server.Address, "/_blazor")) { Scheme = "ws" }.Uri, patience.Token);
        await socket.SendAsync(Encoding.Latin1.GetBytes(message), WebSocketMessageType.Binary, true, patience.Token);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
                Assert.DoesNotContain("   at ", Encoding.Latin1.GetString(buffer), StringComparison.Ordinal);
        }
        catch (WebSocketException)
        {
            // Hung up on.
        }
        Assert.Equal("", string.Join('\n', office.Server.Log.Stacks.Select(line => $"{line.Text}: {line.Stack}")));
    }

    /// <summary>What the server answers until it hangs up; "": it hung up without a word.</summary>
    private async Task<string> AskAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(office.Server.Address.Host, office.Server.Address.Port, patience.Token);
        await using var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Hung up on while sending.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
