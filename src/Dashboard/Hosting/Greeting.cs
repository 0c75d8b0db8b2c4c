using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gatehouse.Dashboard.Hosting;

/// <summary>Says on the console where to go and how to sign in, once requests are served.</summary>
internal sealed class Greeting(IServer server, IHostApplicationLifetime lifetime, SetUpToken setUp) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = GreetAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task GreetAsync()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "";
        Console.WriteLine($"Gatehouse is running at {address}");
        var token = await setUp.OfferAsync();
        Console.WriteLine(token is null
            ? $"Sign in at {address}{Links.SignIn}"
            : $"No admin yet. Create the first one (this link works once): {address}{Links.SetUpWith(token)}");
        Console.WriteLine("Press Ctrl+C to stop.");
    }
}
