using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Api;

/// <summary>Whatever is refused or fails under the API's addresses is answered as a <see cref="Problem"/>, never as a page and never empty.</summary>
internal static class Problems
{
    private const string Type = "application/problem+json";

    /// <summary>Stands inside the pages' own handling, which then finds an answer and leaves it alone.</summary>
    public static void UseApiProblems(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!IsApi(context.Request.Path))
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
                return;
            await WriteAsync(context, Of(error, context));
            return;
        }
        var answer = context.Response;
        if (answer is { HasStarted: false, StatusCode: >= 400, ContentType: null } && answer.ContentLength is null or 0)
            await WriteAsync(context, Of(answer.StatusCode));
    });

    /// <summary>Stands behind authorization: who may not come in is told only that.</summary>
    public static void UseWholeParameters(this WebApplication app) => app.Use((context, next) =>
    {
        if (!IsApi(context.Request.Path) && !context.Request.Path.StartsWithSegments("/export"))
            return next(context);
        try
        {
            Query.RefuseEmpty(context.Request.Query);
        }
        catch (RefusedRequestException refused)
        {
            return WriteAsync(context, refused.Problem);
        }
        return next(context);
    });

    /// <summary>What programs ask, not browsers.</summary>
    public static bool IsApi(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments(Links.Metrics);

    public static IResult Result(Problem problem) => new Answer(problem);

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        // Of what stood there only the methods that a route has are still true.
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        context.Response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        SayWhen(context, problem);
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Answers, Type, context.RequestAborted);
    }

    private static Problem Of(Exception error, HttpContext context) => error switch
    {
        RefusedRequestException refused => refused.Problem,
        BadHttpRequestException refused => Of(refused.StatusCode),
        WrongCursorException => Query.WrongCursor().Problem,
        _ when ExceptionReader.IsBusy(error) => Busy(Engine.LongestWait),
        _ when ExceptionReader.StorageFaultOf(error) is { } fault => Of(fault, error, context),
        _ => Unexpected(error, context),
    };

    private static Problem Of(StorageFault fault, Exception error, HttpContext context)
    {
        var problem = Storage(fault);
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems))
            .LogError("{Method} {Path} failed: {Code}, {Message}", context.Request.Method, context.Request.Path, problem.Code, error.Message);
        return problem;
    }

    /// <summary>Another commit held the database for as long as we wait.</summary>
    public static Problem Busy(TimeSpan waited) => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Title = "Busy",
        Code = "busy",
        Detail = FormattableString.Invariant($"Another commit held the database for {waited.TotalSeconds:N0} seconds. Nothing was written. Send the same again."),
    };

    /// <summary>The storage refuses.</summary>
    public static Problem Storage(StorageFault fault)
    {
        var words = StorageWords.Of(fault);
        return new() { Status = words.Status, Title = "The storage fails", Code = words.Code, Detail = words.Sentence };
    }

    /// <summary>Goes to the log with the reference that the caller sees.</summary>
    private static Problem Unexpected(Exception error, HttpContext context)
    {
        var reference = Ids.New("error");
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems))
            .LogError(error, "{Method} {Path} failed: {Reference}", context.Request.Method, context.Request.Path, reference);
        return Failed(reference);
    }

    public static Problem Failed(string reference) => new()
    {
        Status = StatusCodes.Status500InternalServerError,
        Title = "That failed",
        Code = "failed",
        Detail = $"That should not have happened. Nothing was written. Give the reference {reference} to the person who runs Gatehouse: the log has the details.",
    };

    public static Problem Of(int status)
    {
        var (title, code, detail) = status switch
        {
            401 => ("Who are you?", "no_credentials", "Send an API token: \"Authorization: Bearer …\". An admin makes one under Settings or with the command \"token create\"."),
            403 => ("Not allowed", "role", "Your role does not allow this. docs/api.md says which role each route needs."),
            404 => ("Not found", "unknown_route", "There is no such route. /api/docs lists them all."),
            405 => ("Method not allowed", "method", "This route has no such method; the header Allow names those it has."),
            413 => ("Too large", "too_large", "The body is longer than 10 MB. Send the edit in parts; a snapshot goes to /api/import, which takes any length."),
            429 => ("Too many requests", "too_many_requests", "More requests came from this address than the server takes. Wait as long as the header Retry-After says."),
            415 => ("Not JSON", "content_type", "Send JSON with the header \"Content-Type: application/json\"."),
            _ => ("The request is wrong", "bad_request", "The request could not be read. Check its address, headers and length."),
        };
        return new() { Status = status, Title = title, Code = code, Detail = detail };
    }

    private static void SayWhen(HttpContext context, Problem problem)
    {
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "1";
    }

    private sealed class Answer(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            SayWhen(httpContext, problem);
            return Results.Json(problem, ApiJson.Answers, Type, problem.Status).ExecuteAsync(httpContext);
        }
    }
}
