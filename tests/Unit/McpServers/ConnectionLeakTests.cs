using Gatehouse.Dashboard.McpServers;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Support;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.McpServers;

/// <summary>Against servers that mean no good: static headers reach the server they were set for, and nobody else.</summary>
public sealed class ConnectionLeakTests : IDisposable
{
    private readonly ConnectionWorld world = new();

    private Task<ConnectionOutcome> TestAsync() => world.Test(TimeProvider.System).RunAsync(Some.Admin, "c0", Xunit.TestContext.Current.CancellationToken);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_client_that_is_pointed_at_another_server_takes_no_header_value_there()
    {
        await using var server = await SomeMcpServer.StartAsync();
        await using var thief = await SomeMcpServer.StartAsync();
        Assert.IsType<ConnectionOutcome.Connected>(await world.RunAsync(server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary }));
        var moved = (await world.ClientAsync()).Settings with { Address = thief.Address };

        var done = Assert.IsType<EditOutcome.Done>(await world.Edits.ChangeAsync(Some.Admin, "c0", 0, moved, []));
        Assert.Contains("x-token", Assert.Single(done.Warnings!), StringComparison.Ordinal);
        Assert.DoesNotContain(ConnectionWorld.Canary, done.Warnings![0], StringComparison.Ordinal);
        Assert.IsType<ConnectionOutcome.Connected>(await TestAsync());
        await world.Edits.ChangeAsync(Some.Admin, "c0", 1, moved with { Address = server.Address }, []);
        Assert.IsType<ConnectionOutcome.Connected>(await TestAsync());

        Assert.NotEmpty(thief.Asked);
        Assert.All(thief.Asked, headers => Assert.False(headers.ContainsKey("x-token")));
        Assert.False(server.Asked.Last().ContainsKey("x-token"));
    }

    [Fact]
    public async Task A_client_that_points_elsewhere_by_any_other_way_than_an_edit_takes_no_header_value_there_either()
    {
        await using var server = await SomeMcpServer.StartAsync();
        await using var thief = await SomeMcpServer.StartAsync();
        await world.RunAsync(server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary });
        await using (var db = world.Database.CreateDbContext())
            await db.McpClients.ExecuteUpdateAsync(set => set.SetProperty(client => client.ConnectionString, thief.Address));
        Assert.IsType<ConnectionOutcome.Connected>(await TestAsync());
        Assert.All(thief.Asked, headers => Assert.False(headers.ContainsKey("x-token")));
    }

    [Fact]
    public async Task A_server_that_no_longer_has_to_prove_who_it_is_gets_no_header_value()
    {
        using var certificate = SomeMcpServer.SelfSigned();
        await using var server = await SomeMcpServer.StartAsync(certificate: certificate);
        await world.RunAsync(server.Address, AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary }, ca: certificate.ExportCertificatePem());
        var seen = server.Asked.Count;
        Assert.All(server.Asked, headers => Assert.Equal(ConnectionWorld.Canary, headers["x-token"]));

        await world.Edits.ChangeAsync(Some.Admin, "c0", 0, (await world.ClientAsync()).Settings with { InsecureSkipVerify = true }, []);
        Assert.IsType<ConnectionOutcome.Connected>(await TestAsync());
        Assert.All(server.Asked.Skip(seen), headers => Assert.False(headers.ContainsKey("x-token")));
    }

    [Fact]
    public async Task The_same_server_under_another_path_keeps_its_header_values()
    {
        await using var server = await SomeMcpServer.StartAsync();
        await world.RunAsync(server.Origin + "/elsewhere", AuthType.Headers, headers: new() { ["x-token"] = ConnectionWorld.Canary });
        var done = Assert.IsType<EditOutcome.Done>(await world.Edits.ChangeAsync(Some.Admin, "c0", 0, (await world.ClientAsync()).Settings with { Address = server.Address, Name = "renamed" }, []));
        Assert.Null(done.Warnings);
        Assert.IsType<ConnectionOutcome.Connected>(await TestAsync());
        Assert.Equal(ConnectionWorld.Canary, server.Asked.Last()["x-token"]);
    }

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
