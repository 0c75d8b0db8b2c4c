using System.CommandLine;
using System.Text.Json;
using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Commands;

/// <summary>What commands say of a plan or a commit, to people or (<c>--json</c>) to programs, and the exit code that goes with it.</summary>
internal static class Answers
{
    /// <summary>Who commits, on record.</summary>
    public static Actor Actor => Actor.CommandLine;

    public static Option<bool> Json() => new("--json") { Description = "Answer as JSON, as the HTTP API does (docs/api.md)" };

    /// <returns>0 nothing to do, 2 a plan with effects, 1 it cannot be planned.</returns>
    public static int Say(PlanOutcome outcome, bool json)
    {
        if (outcome is PlanOutcome.Rejected rejected)
            return Refuse(rejected.Errors);
        var plan = ((PlanOutcome.Planned)outcome).Plan;
        if (json)
            Write(new Planned(PlanAnswer.Of(plan)));
        else
            PlanText.Write(plan, Console.Out);
        return plan.IsEmpty ? 0 : 2;
    }

    /// <returns>0 done, done before or nothing to do; 1 nothing was written.</returns>
    public static int Say(CommitOutcome outcome, bool json)
    {
        switch (outcome)
        {
            case CommitOutcome.Committed done when json:
                return Write(new Committed(new(done.ChangeId, [.. done.Plan.Tallies.Select(TallyAnswer.Of)], AlreadyCommitted: false)));
            case CommitOutcome.AlreadyCommitted before when json:
                return Write(new Committed(new(before.ChangeId, [], AlreadyCommitted: true)));
            case CommitOutcome.Nothing when json:
                return Write(new Committed(null));
            case CommitOutcome.Committed committed:
                Console.WriteLine($"{ReviewWords.Happened(committed.Plan)} Change {committed.ChangeId}.");
                return 0;
            case CommitOutcome.AlreadyCommitted already:
                Console.WriteLine($"Change {already.ChangeId} did this already.");
                return 0;
            case CommitOutcome.Nothing:
                Console.WriteLine("Nothing to do.");
                return 0;
            case CommitOutcome.Stale stale:
                Console.Error.WriteLine("The plan is stale: the world moved since it was made. Nothing was written. This is true now:");
                foreach (var by in stale.Moved.Changes)
                    Console.Error.WriteLine($"  {by.Actor} committed change {by.ChangeId}: {string.Join("; ", by.Policy.Take(3))}");
                PlanText.Write(stale.Fresh, Console.Error);
                return 1;
            case CommitOutcome.Rejected rejected:
                return Refuse(rejected.Errors);
            case CommitOutcome.Busy busy:
                throw new CommandException($"Another commit held the database for {busy.Waited.TotalSeconds:0} s. Nothing was written; try again.");
            case CommitOutcome.NotAllowed not:
                throw new CommandException(WriteWords.Of(not.Needs));
            case CommitOutcome.Storage storage:
                throw new CommandException(WriteWords.Of(storage.Fault));
            default:
                throw new CommandException($"The commit did not agree with its plan and was rolled back: a bug. Reference {((CommitOutcome.Broken)outcome).Reference}.");
        }
    }

    private static int Write<T>(T answer)
    {
        Console.WriteLine(JsonSerializer.Serialize(answer, ApiJson.Answers));
        return 0;
    }

    private static int Refuse(IReadOnlyList<EditError> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine($"{error.Field}: {error.Message}");
        return 1;
    }
}
