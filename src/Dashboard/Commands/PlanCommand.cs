using System.CommandLine;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Commands;

internal sealed class PlanCommand : ProgramCommand
{
    private readonly Argument<string> file = EditFile.Argument();
    private readonly Option<bool> json = Answers.Json();
    private Edit edit = null!;

    public PlanCommand() : base("plan", "Say what an edit would do to credentials; nothing is written. Exit code: 0 nothing to do, 2 a plan with effects, 1 an error.")
    {
        Arguments.Add(file);
        Options.Add(json);
    }

    protected override bool IsReading(ParseResult arguments) => true;

    protected override bool Writes => false;

    protected override async Task ReadAsync(ParseResult arguments, CancellationToken cancellation) =>
        edit = await EditFile.ReadAsync(arguments.GetRequiredValue(file), cancellation);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        return Answers.Say(await services.GetRequiredService<Reconciler>().PlanAsync(edit, cancellation), arguments.GetValue(json));
    }
}
