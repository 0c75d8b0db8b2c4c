using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.SignIns;

namespace Gatehouse.Dashboard.Api;

/// <summary>Who is signed in where, and the end of it.</summary>
internal static class SignInRoutes
{
    private static readonly (string Word, (SignInSort, bool) Order)[] Orders =
    [
        ("last_seen", (SignInSort.LastSeen, false)), ("-last_seen", (SignInSort.LastSeen, true)), ("user_name", (SignInSort.Account, false)),
        ("-user_name", (SignInSort.Account, true)), ("made", (SignInSort.Made, false)), ("-made", (SignInSort.Made, true)),
    ];

    public static void Map(IEndpointRouteBuilder all)
    {
        all.MapGet("/sign-ins", ListAsync)
            .Says("Sign-ins", "List who is signed in", "Lists sign-ins with a browser that count now, those seen last first. Sign-ins that are over are not listed.").Answers<PageOf<SignInAnswer>>()
            .Takes("q", "Part of the user name, the address or the browser.").Takes("sort", "last_seen, user_name or made; with a minus in front turned round. -last_seen unless given.")
            .Takes("limit", "Rows a page, 1 to 100; 25 unless given.").Takes("cursor", "next_cursor of the page before.");
        all.MapGet("/sign-ins/{id}", async (string id, HttpContext context, SignInQueries signIns) =>
            {
                _ = new Query(context);
                return await signIns.FindAsync(id, context.RequestAborted) is { } found ? Results.Json(SignInAnswer.Of(found), ApiJson.Answers) : Problems.Result(Problem.Missing("sign-in", id));
            })
            .Example("id", "signin-none").Says("Sign-ins", "Read a sign-in", "The answer is 404 once it is over.").Answers<SignInAnswer>();
        all.MapDelete("/sign-ins/{id}", async (string id, HttpContext context, SignInEdits edits) =>
            {
                _ = new Query(context);
                await Body.RefuseAnyAsync(context);
                return await edits.EndAsync(context.Actor(), id, cancellation: context.RequestAborted) switch
                {
                    EditOutcome.Done => Results.Json(new SignInsEnded(1), ApiJson.Answers),
                    EditOutcome.Gone => Problems.Result(Problem.Missing("sign-in", id)),
                    var other => Problems.Result(EditRequests.Problem(other, null)),
                };
            })
            .Example("id", "signin-none").Says("Sign-ins", "End a sign-in", "Its open pages say so within a second, and every copy of its cookie is refused. A sign-in that was over already counts as ended.").Answers<SignInsEnded>();
        all.MapDelete("/sign-ins", EndAllAsync)
            .Says("Sign-ins", "End all sign-ins of an account", "Or everybody's, with everybody=true. API tokens stay as they are.").Answers<SignInsEnded>()
            .Takes("user_name", "The account; not beside everybody.").Takes("everybody", "true: of every account, yours too.");
    }

    private static async Task<PageOf<SignInAnswer>> ListAsync(HttpContext context, SignInQueries signIns)
    {
        var query = new Query(context, "q", "sort", "limit", "cursor");
        var (sort, descending) = query.Among("sort", (SignInSort.LastSeen, true), Orders);
        var window = query.Page();
        var page = await signIns.ListAsync(new SignInFilter { Search = query.Text("q"), Sort = sort, Descending = descending }, window, context.RequestAborted);
        return PageOf<SignInAnswer>.Of(page, SignInAnswer.Of);
    }

    private static async Task<IResult> EndAllAsync(HttpContext context, SignInEdits edits, AdminQueries accounts)
    {
        var query = new Query(context, "user_name", "everybody");
        await Body.RefuseAnyAsync(context);
        var name = query.Text("user_name");
        var everybody = query.Flag("everybody") == true;
        if (everybody == name is not null)
            throw new RefusedRequestException("user_name", "missing_parameter", "Name one account with user_name, or send everybody=true.");
        if (everybody)
            return Ended(await edits.EndAllAsync(context.Actor(), null, cancellation: context.RequestAborted));
        return (await accounts.ListAsync(name, context.RequestAborted)).FirstOrDefault(account => string.Equals(account.UserName, name, StringComparison.OrdinalIgnoreCase)) is { } account
            ? Ended(await edits.EndAllAsync(context.Actor(), account.Id, cancellation: context.RequestAborted))
            : Problems.Result(Problem.Missing("account", name!));

        static IResult Ended(EditOutcome outcome) => outcome is EditOutcome.Done done
            ? Results.Json(new SignInsEnded(int.Parse(done.Id, System.Globalization.CultureInfo.InvariantCulture)), ApiJson.Answers) : Problems.Result(EditRequests.Problem(outcome, null));
    }
}

/// <summary>Somebody who is signed in with a browser.</summary>
/// <param name="Id">For the address of this sign-in.</param>
/// <param name="UserName">Of the account.</param>
/// <param name="Browser">In words, as the browser says it: "Firefox on Linux".</param>
/// <param name="Address">Where from; null: not known.</param>
/// <param name="MadeAt">When they signed in.</param>
/// <param name="LastSeenAt">When it was seen last, to the minute.</param>
/// <param name="PasswordAt">When the password was given last.</param>
public sealed record SignInAnswer(string Id, string UserName, string Browser, string? Address, DateTimeOffset MadeAt, DateTimeOffset LastSeenAt, DateTimeOffset PasswordAt)
{
    internal static SignInAnswer Of(SignInItem item) => new(item.Id, item.UserName, item.Browser, item.Address, item.MadeAt, item.LastSeenAt, item.PasswordAt);
}

/// <summary>What was ended.</summary>
/// <param name="Ended">How many sign-ins.</param>
public sealed record SignInsEnded(int Ended);
