using System.Text.RegularExpressions;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Api;

/// <summary>
/// What every write that can move a credential has: a dry run, the fingerprint of the plan that was reviewed, the guardrail, and the change it
/// answers with. Decides nothing by itself.
/// </summary>
internal sealed partial class EditRequests(JointEdits joint, Guardrail guardrail, ReviewedPlans reviewed, ChangeQueries changes)
{
    public const string DryRun = "dry_run";
    public const string FingerprintHeader = "X-Plan-Fingerprint";

    /// <summary>An edit alone.</summary>
    public Task<IResult> RunAsync(HttpContext context, Query query, Edit edit, string? subject, Func<ChangeMade?, object> answer, Tagged? of = null) =>
        RunAsync(context, query, JointEdit.Of(edit), subject, (_, change) => Task.FromResult(answer(change)), of: of);

    /// <param name="context">The request: its header may name the plan that was reviewed.</param>
    /// <param name="query">Its parameters: with <c>dry_run</c> nothing is written.</param>
    /// <param name="asked">What it asks for.</param>
    /// <param name="subject">What the address names, e.g. "virtual_key"; null: nothing.</param>
    /// <param name="answer">The answer once it is written.</param>
    /// <param name="reason">Why, in the caller's words.</param>
    /// <param name="fingerprint">The plan that was reviewed, where the body names it.</param>
    /// <param name="of">The object that the address names; null: none that has an ETag.</param>
    public async Task<IResult> RunAsync(
        HttpContext context, Query query, JointEdit asked, string? subject, Func<EditOutcome.Done, ChangeMade?, Task<object>> answer,
        string? reason = null, string? fingerprint = null, Tagged? of = null)
    {
        if (of is null)
            Tagged.Refuse(context);
        else
            asked = of.Guard(context, asked);
        var cancellation = context.RequestAborted;
        if (query.Flag(DryRun) == true)
            return Planned(await joint.PlanAsync(asked, cancellation), subject);
        var expected = Fingerprint(context, fingerprint);
        var request = new CommitRequest(context.Actor(), reason)
        {
            Fingerprint = expected,
            Reviewed = expected is null ? null : reviewed.Find(expected),
            Guardrail = guardrail,
        };
        return await joint.CommitAsync(asked, request, cancellation) switch
        {
            JointOutcome.Written written => await WrittenAsync(context, of, async () => await answer(written.Done, await ChangeAsync(written.Commit, cancellation))),
            JointOutcome.NotCommitted { Why: CommitOutcome.AlreadyCommitted already } => Results.Json(new Committed(await ChangeAsync(already, cancellation)), ApiJson.Answers),
            JointOutcome.NotCommitted not => Problems.Result(Problem(not.Why, subject)),
            JointOutcome.Refused refused => Problems.Result(Problem(refused.Why, subject)),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static async Task<IResult> WrittenAsync(HttpContext context, Tagged? of, Func<Task<object>> answer)
    {
        if (of is not null)
            await of.ShowAsync(context);
        return Results.Json(await answer(), ApiJson.Answers);
    }

    /// <summary>The plan of a joint edit as an answer.</summary>
    public IResult Planned(JointPlan outcome, string? subject)
    {
        switch (outcome)
        {
            case { Refused: { } refused }:
                return Problems.Result(Problem(refused, subject));
            case { Plan: PlanOutcome.Rejected rejected }:
                return Problems.Result(Api.Problem.Of(rejected.Errors, Unknown(subject)));
            case { Plan: PlanOutcome.Planned { Plan: var plan } }:
                reviewed.Keep(plan);
                return Results.Json(new Planned(Warned(PlanAnswer.Of(plan), outcome)), ApiJson.Answers);
            default:
                return Results.Json(new Planned(Warned(PlanAnswer.OfNothing, outcome)), ApiJson.Answers);
        }
    }

    private static PlanAnswer Warned(PlanAnswer plan, JointPlan outcome) => outcome.Warnings is { } warnings ? plan with { Warnings = [.. warnings, .. plan.Warnings] } : plan;

    /// <summary>What is wrong with a write that moves no credential.</summary>
    public static Problem Problem(EditOutcome outcome, string? subject) => outcome switch
    {
        EditOutcome.Refused { IsTaken: true } taken => new()
        {
            Status = StatusCodes.Status409Conflict,
            Title = "Taken",
            Code = "taken",
            Detail = taken.Message,
            Errors = new Dictionary<string, string[]> { [taken.Field] = [taken.Message] },
        },
        EditOutcome.Refused refused => Api.Problem.Of(refused.Field, "invalid", refused.Message),
        EditOutcome.Outdated => new()
        {
            Status = StatusCodes.Status412PreconditionFailed,
            Title = "Edited meanwhile",
            Code = "not_current",
            Detail = "It was edited since you read it. Nothing was written. Read it again, look at what is another, and send your edit with its new ETag.",
        },
        EditOutcome.Conflict => new() { Status = StatusCodes.Status409Conflict, Title = "Edited meanwhile", Code = "conflict", Detail = "Somebody else edited the same object at this moment. Nothing was written. Send it again." },
        EditOutcome.NotAllowed => Problems.Of(StatusCodes.Status403Forbidden),
        EditOutcome.Busy busy => Problems.Busy(busy.Waited),
        EditOutcome.Storage storage => Problems.Storage(storage.Fault),
        _ => new() { Status = StatusCodes.Status404NotFound, Title = "Not found", Code = Unknown(subject) ?? "unknown", Detail = "There is no such id. It may have been deleted; read the list." },
    };

    private Problem Problem(CommitOutcome outcome, string? subject)
    {
        switch (outcome)
        {
            case CommitOutcome.Stale stale:
                reviewed.Keep(stale.Fresh);
                return new()
                {
                    Status = StatusCodes.Status409Conflict,
                    Title = "The plan is stale",
                    Code = "stale_plan",
                    Detail = $"The world moved since the plan. Nothing was written. Look at \"plan\", then send the same with {FingerprintHeader}: {stale.Fresh.Fingerprint}.",
                    Plan = PlanAnswer.Of(stale.Fresh),
                    Moved = MovedAnswer.Of(stale.Moved),
                };
            case CommitOutcome.OverGuardrail over:
                reviewed.Keep(over.Plan);
                return new()
                {
                    Status = StatusCodes.Status409Conflict,
                    Title = "Over the guardrail",
                    Code = "guardrail",
                    Detail = $"This would lose {PlanWords.Count(over.Plan.Totals.Lost, "credential", "credentials")}. Nothing was written. Look at \"plan\", then send the same with {FingerprintHeader}: {over.Plan.Fingerprint}.",
                    Plan = PlanAnswer.Of(over.Plan),
                };
            case CommitOutcome.Rejected rejected:
                return Api.Problem.Of(rejected.Errors, Unknown(subject));
            case CommitOutcome.Busy busy:
                return Problems.Busy(busy.Waited);
            case CommitOutcome.NotAllowed:
                return Problems.Of(StatusCodes.Status403Forbidden);
            case CommitOutcome.Storage storage:
                return Problems.Storage(storage.Fault);
            case CommitOutcome.Broken broken:
                return Problems.Failed(broken.Reference);
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    private async Task<ChangeMade?> ChangeAsync(CommitOutcome? outcome, CancellationToken cancellation) => outcome switch
    {
        CommitOutcome.Committed done => new(done.ChangeId, [.. done.Plan.Tallies.Select(TallyAnswer.Of)], false),
        CommitOutcome.AlreadyCommitted before => new(before.ChangeId, [.. ((await changes.FindAsync(before.ChangeId, cancellation))?.Tallies ?? []).Select(TallyAnswer.Of)], true),
        _ => null,
    };

    private static string? Unknown(string? subject) => subject is null ? null : $"unknown_{subject}";

    private static string? Fingerprint(HttpContext context, string? ofBody)
    {
        var stands = context.Request.Headers.TryGetValue(FingerprintHeader, out var values);
        var header = values.ToString();
        if (stands && ofBody is not null && header != ofBody)
            throw new RefusedRequestException("fingerprint", "contradiction", $"The field fingerprint and the header {FingerprintHeader} differ. Send one of them.");
        var expected = stands ? header : ofBody;
        return expected is null || Hexadecimal().IsMatch(expected) ? expected
            : throw new RefusedRequestException(stands ? FingerprintHeader : "fingerprint", "bad_fingerprint", "A fingerprint is the 64 hexadecimal digits of a plan. Ask for a plan with ?dry_run=true.");
    }

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hexadecimal();
}

/// <summary>What a commit came to.</summary>
/// <param name="Change">The change that was made; null: there was nothing to do.</param>
public sealed record Committed(ChangeMade? Change);
