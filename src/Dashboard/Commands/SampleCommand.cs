using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Samples;

namespace Gatehouse.Dashboard.Commands;

internal sealed class SampleCommand : ProgramCommand
{
    private readonly Argument<string> sample = new("sample")
    {
        Description = "demo: a company of 40 people, 60 virtual keys, 15 MCP clients and about 400 credentials; scale: 10,000 virtual keys, 200 MCP clients, a million credentials and 50,000 pending flows",
    };

    public SampleCommand() : base("sample", "Load a sample into an empty database. A database that holds data is left as it is.")
    {
        sample.AcceptOnlyFromAmong([.. Sample.Names]);
        Arguments.Add(sample);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var isLoaded = await SampleAtStart.LoadAsync(services, Answers.Actor, arguments.GetRequiredValue(sample), (rows, isDone) => Console.WriteLine($"{rows:N0} rows{(isDone ? "" : " …")}"));
        return isLoaded ? 0 : throw new CommandException("The database holds data already: the sample was not loaded. Name another file with --Database:ConnectionString.");
    }
}
