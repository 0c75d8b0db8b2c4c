using System.CommandLine;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Commands;

internal sealed class CommitCommand : ProgramCommand
{
    private readonly Argument<string> file = EditFile.Argument();
    private readonly Option<string> fingerprint = new("--fingerprint") { Description = "The fingerprint of the plan that was reviewed: exactly that is committed, or nothing", Required = true };
    private readonly Option<string> reason = new("--reason") { Description = "Why; kept in the record" };
    private readonly Option<bool> json = Answers.Json();
    private Edit edit = null!;

    public CommitCommand() : base("commit",
        "Commit an edit as it was planned, in one transaction, if the plan is still that one. Doing it twice is harmless. Exit code: 0 done or done before, 1 an error or a stale plan (then nothing is written).")
    {
        Arguments.Add(file);
        Options.Add(fingerprint);
        Options.Add(reason);
        Options.Add(json);
    }

    protected override async Task ReadAsync(ParseResult arguments, CancellationToken cancellation) =>
        edit = await EditFile.ReadAsync(arguments.GetRequiredValue(file), cancellation);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var request = new CommitRequest(Answers.Actor, arguments.GetValue(reason)) { Fingerprint = arguments.GetRequiredValue(fingerprint) };
        return Answers.Say(await services.GetRequiredService<Reconciler>().CommitAsync(edit, request, cancellation), arguments.GetValue(json));
    }
}
