using Gatehouse.Dashboard.Operations;

namespace Gatehouse.Dashboard.Commands;

internal sealed class SampleCommand : Command
{
    public override string Name => "sample";

    public override string Summary => "load a sample into an empty database: demo or scale";

    public override string Help => """
        sample demo|scale

        demo   a company of 40 people, 60 virtual keys, 15 MCP clients and about 400 credentials
        scale  10,000 virtual keys, 200 MCP clients, a million credentials and 50,000 pending flows

        A database that holds data is left as it is.
        """;

    public override async Task<int> RunAsync(Arguments arguments, IServiceProvider services)
    {
        var name = arguments.Single("a sample: demo or scale");
        await services.PrepareAsync();
        var isLoaded = await SampleAtStart.LoadAsync(services, name, (rows, isDone) => Console.WriteLine($"{rows:N0} rows{(isDone ? "" : " …")}"));
        return isLoaded ? 0 : throw new CommandException("The database holds data already: the sample was not loaded. Name another file with --Database:ConnectionString.");
    }
}
