using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Gatehouse.Dashboard.Api;

/// <summary>What a route says of itself, for the OpenAPI document.</summary>
internal static class RouteWords
{
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string tag, string summary, string description) =>
        route.WithTags(tag).WithSummary(summary).WithDescription(description);

    /// <summary>A parameter of the address.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, string name, string description, bool isRequired = false) =>
        route.WithMetadata(new RouteParameter(name, description, isRequired, false));

    /// <summary>A list of ours: by cursor.</summary>
    public static RouteHandlerBuilder Pages(this RouteHandlerBuilder route) =>
        route.Takes("cursor", "next_cursor of the page before.").Takes("limit", "Rows a page, 1 to 100; 25 unless given.");

    /// <summary>It can move credentials: dry run, fingerprint, and what is answered when either finds something.</summary>
    public static RouteHandlerBuilder Plans(this RouteHandlerBuilder route) => route
        .Takes(EditRequests.DryRun, "true: the same checks and answer codes, the body is the plan, and nothing is written.")
        .WithMetadata(new RouteParameter(EditRequests.FingerprintHeader, "Commit only if the plan is still the one with this fingerprint.", false, true))
        .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json");

    /// <summary>It writes only the version that was read.</summary>
    public static RouteHandlerBuilder Guarded(this RouteHandlerBuilder route) => route
        .WithMetadata(new RouteParameter("If-Match", "The ETag of what you read: write only if it is still that.", false, true))
        .Produces<Problem>(StatusCodes.Status412PreconditionFailed, "application/problem+json");

    public static RouteHandlerBuilder Reads<T>(this RouteHandlerBuilder route) where T : notnull => route.Accepts<T>(ApiJson.Type);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route) => route
        .Produces<T>(StatusCodes.Status200OK, ApiJson.Type)
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");

    /// <summary>A body that the demo company takes as it stands.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, [StringSyntax(StringSyntaxAttribute.Json)] string body) =>
        route.WithMetadata(new BodyExample("demo", body));

    /// <summary>Some of them, to choose from.</summary>
    public static RouteHandlerBuilder Examples(this RouteHandlerBuilder route, IEnumerable<BodyExample> bodies) => route.WithMetadata([.. bodies]);

    /// <summary>A value of a parameter that names something of the demo company.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, string parameter, JsonNode value) => route.WithMetadata(new ParameterExample(parameter, value));
}

/// <summary>A parameter that a route reads by itself.</summary>
internal sealed record RouteParameter(string Name, string Description, bool IsRequired, bool IsHeader);

/// <summary>A body to send.</summary>
internal sealed record BodyExample(string Name, [property: StringSyntax(StringSyntaxAttribute.Json)] string Body);

/// <summary>A value of a parameter to send.</summary>
internal sealed record ParameterExample(string Parameter, JsonNode Value);
