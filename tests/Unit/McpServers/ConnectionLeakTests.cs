using Gatehouse.Dashboard.McpServers;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>Against servers that mean no good: static headers reach the server they were set for, and nobody else.</summary>
public sealed class ConnectionLeakTests : IDisposable
{
    private readonly ConnectionWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_redirect_is_not_followed_so_static_headers_stay()
    {
        await using var thief = await SomeMcpServer.StartAsync();
        await using var server = await SomeMcpServer.StartAsync(before: context =>
        {
            context.Response.Headers.Location = $"{thief.Address}?key=hidden";
            return ConnectionWorld.AnswerAsync(context, 307);
        });
        var failed = await world.FailsAsync(ConnectionProblem.Redirect, server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary });
        Assert.Contains($"It sends callers on to {thief.Address}.", failed.Message, StringComparison.Ordinal);
        Assert.Empty(thief.Asked);
    }

    [Fact]
    public async Task A_location_without_a_redirect_is_none()
    {
        await using var server = await SomeMcpServer.StartAsync(before: context =>
        {
            context.Response.Headers.Location = "https://elsewhere.example/";
            return ConnectionWorld.AnswerAsync(context, 200);
        });
        await world.FailsAsync(ConnectionProblem.NotMcp, server.Address);
    }

    [Fact]
    public async Task An_event_stream_that_names_another_origin_gets_nothing_sent_there()
    {
        await using var thief = await SomeMcpServer.StartAsync();
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"event: endpoint\ndata: {thief.Address}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        await world.FailsAsync(ConnectionProblem.Redirect, server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary }, type: ConnectionType.Sse);
        Assert.Empty(thief.Asked);
    }

    [Fact]
    public async Task A_server_that_repeats_what_it_was_sent_puts_no_value_into_a_message_or_the_log()
    {
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync($"You sent {context.Request.Headers["x-token"]}");
            return true;
        });
        await world.FailsAsync(ConnectionProblem.Status, server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary });
        Assert.Contains(world.Log.Lines, line => line.Contains("could not be connected to", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("application/json", "[")]
    [InlineData("text/event-stream", "data: ")]
    public async Task An_answer_without_end_is_not_read_to_its_end(string type, string start)
    {
        await using var server = await SomeMcpServer.StartAsync(before: async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(start);
            var more = new string('1', 65_536);
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(more, context.RequestAborted);
            return true;
        });
        var failed = await world.FailsAsync(ConnectionProblem.NotMcp, server.Address);
        Assert.Contains("more than 16 MB", failed.Message, StringComparison.Ordinal);
    }
}
