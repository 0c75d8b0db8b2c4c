using System.Text.Json.Serialization;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>An error as RFC 9457 writes it. Holds no stack, no SQL and no secret.</summary>
public sealed record Problem
{
    /// <summary>The HTTP status, e.g. 409.</summary>
    public required int Status { get; init; }

    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>A stable word for programs, e.g. <c>stale_plan</c>.</summary>
    public required string Code { get; init; }

    /// <summary>A sentence that says what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong, by field of the body or parameter of the query; absent when no field is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>With <c>stale_plan</c> and <c>guardrail</c>: the plan as it is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanAnswer? Plan { get; init; }

    /// <summary>With <c>stale_plan</c>: what moved since the plan was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MovedAnswer? Moved { get; init; }

    /// <summary>A field or a parameter is wrong.</summary>
    public static Problem Of(string field, string code, string detail) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The request is wrong",
        Code = code,
        Detail = detail,
        Errors = new Dictionary<string, string[]> { [field] = [detail] },
    };

    /// <summary>There is no such thing.</summary>
    public static Problem Missing(string what, string id) => new()
    {
        Status = StatusCodes.Status404NotFound,
        Title = "Not found",
        Code = $"unknown_{what.Replace(' ', '_').ToLowerInvariant()}",
        Detail = $"There is no {what} \"{id}\". It may have been deleted; read the list.",
    };

    /// <summary>Why a flow is not started for a stored credential.</summary>
    public static Problem Of(FlowOutcome.Refused refused, string id)
    {
        if (refused.Reason == FlowRefusal.Gone)
            return Missing("credential", id);
        var (status, title, code) = refused.Reason switch
        {
            FlowRefusal.NotYours => (StatusCodes.Status403Forbidden, "A user's own", "not_yours"),
            FlowRefusal.Orphaned => (StatusCodes.Status403Forbidden, "Orphaned", "credential_orphaned"),
            FlowRefusal.NotCovered => (StatusCodes.Status409Conflict, "Not covered", "not_granted"),
            FlowRefusal.WrongKind => (StatusCodes.Status409Conflict, "Asks for none", "wrong_kind"),
            FlowRefusal.NoProvider => (StatusCodes.Status503ServiceUnavailable, "No provider", "provider_not_configured"),
            var other => throw new InvalidOperationException($"The start of a flow is not refused as {other}."),
        };
        return new() { Status = status, Title = title, Code = code, Detail = refused.Message };
    }

    /// <summary>What is wrong with an edit.</summary>
    /// <param name="errors">At least one.</param>
    /// <param name="subject">The code that says that what the address names is not there; null: the address names nothing.</param>
    public static Problem Of(IReadOnlyList<EditError> errors, string? subject)
    {
        var first = errors.FirstOrDefault(error => error.Code == subject) ?? errors[0];
        var isMissing = first.Code == subject;
        return new()
        {
            Status = isMissing ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
            Title = isMissing ? "Not found" : "The edit is wrong",
            Code = first.Code,
            Detail = errors.Count == 1 ? first.Message : $"{first.Message} And {PlanWords.Count(errors.Count - 1, "more error", "more errors")}: see \"errors\".",
            Errors = errors.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.Select(error => error.Message).Distinct().ToArray()),
        };
    }
}

/// <summary>
/// A request that cannot be read: its body, its query or its headers. Thrown, as ASP.NET itself refuses a body, so that each route reads what it
/// needs in one line; what comes of an edit is never an exception.
/// </summary>
internal sealed class RefusedRequestException(Problem problem) : Exception(problem.Detail)
{
    public RefusedRequestException(string field, string code, string detail) : this(Problem.Of(field, code, detail))
    {
    }

    public Problem Problem => problem;
}
