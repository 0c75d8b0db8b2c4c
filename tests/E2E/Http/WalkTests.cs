using Gatehouse.Tests.E2E.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

public sealed class WalkTests(DemoDashboard demo)
{
    [Fact]
    public void Dump()
    {
        var all = demo.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => $"{string.Join(",", endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])} {endpoint.RoutePattern.RawText} | {string.Join(";", endpoint.Metadata.Select(m => m.GetType().Name).Distinct())}");
        File.WriteAllLines("/tmp/acc/routes.txt", all);
    }
}
