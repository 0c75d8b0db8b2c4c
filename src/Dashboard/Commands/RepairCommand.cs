using System.CommandLine;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Commands;

internal sealed class RepairCommand : ProgramCommand
{
    private readonly Option<bool> commit = new("--commit") { Description = "Make it good. Without it, what is out of step is only counted." };
    private readonly Option<string> reason = new("--reason") { Description = "Why; kept in the record" };
    private readonly Option<bool> json = Answers.Json();

    public RepairCommand() : base("repair",
        "Make drift good: credentials whose orphan mark disagrees with what covers them. Exit code: 0 nothing to do or done, 2 there is drift, 1 an error.")
    {
        Options.Add(commit);
        Options.Add(reason);
        Options.Add(json);
    }

    protected override bool IsReading(ParseResult arguments) => !arguments.GetValue(commit);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var reconciler = services.GetRequiredService<Reconciler>();
        if (!arguments.GetValue(commit))
            return Answers.Say(await reconciler.PlanAsync(new Edit.Repair(), cancellation), arguments.GetValue(json));
        var request = new CommitRequest(Answers.Actor, arguments.GetValue(reason));
        return Answers.Say(await reconciler.CommitAsync(new Edit.Repair(), request, cancellation), arguments.GetValue(json));
    }
}
