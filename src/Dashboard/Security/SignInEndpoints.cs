using System.Globalization;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Dashboard.Security;

/// <summary>The forms of the sign-in and set-up pages post here; antiforgery is checked for every form.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPost(Links.SignIn, SignInAsync).AllowAnonymous();
        app.MapPost(Links.SetUp, SetUpAsync).AllowAnonymous();
        app.MapPost(Links.SetPassword, SetPasswordAsync).AllowAnonymous();
        app.MapPost(Links.OpenSetUp, (HttpContext context, [FromForm] string? link) => CarriedLink.SetUp.Open(context, link)).AllowAnonymous();
        app.MapPost(Links.OpenSetPassword, (HttpContext context, [FromForm] string? link) => CarriedLink.SetPassword.Open(context, link)).AllowAnonymous();
        app.MapPost(Links.SignOut, async (HttpContext context, SignInCookie cookie, [FromForm] string? _) =>
        {
            return await cookie.CloseAsync(context) is { } sentence ? Unavailable(context, sentence) : Results.LocalRedirect(Links.SignIn);
        });
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl,
        HttpContext context, PasswordDoor door, SignInCookie cookie, SignInRecord record, CancellationToken cancellation)
    {
        switch (await door.KnockAsync(userName ?? "", password ?? "", context.Connection.RemoteIpAddress, context.User.SignIn(), cancellation))
        {
            case Knock.Right right:
                if (await cookie.OpenAsync(context, right.Admin) is { } sentence)
                    return Unavailable(context, sentence);
                return Results.LocalRedirect(LocalAddress.Of(returnUrl));
            case Knock.Wait wait:
                record.Refused(context, null, "too many were wrong before");
                // Its page says how long (StatusPage).
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.For.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            case var wrong:
                record.Refused(context, (wrong as Knock.Wrong)?.Account, "wrong name or password");
                return Results.LocalRedirect(Links.With(Links.SignIn, ("error", "wrong"), ("returnUrl", returnUrl)));
        }
    }

    private static async Task<IResult> SetUpAsync(
        [FromForm] string? token, [FromForm] string? userName, [FromForm] string? password, [FromForm] string? repeat,
        HttpContext context, SetUpToken setUp, UserManager<Admin> admins, FirstAdmin first, SignInCookie cookie)
    {
        if (!await setUp.IsGoodAsync(token))
            return Results.LocalRedirect(Links.SignIn);
        if (password != repeat)
            return Again("The two passwords differ.");
        var admin = new Admin { UserName = userName?.Trim() };
        foreach (var validator in admins.UserValidators)
            if (await validator.ValidateAsync(admins, admin) is { Succeeded: false } bad)
                return Again(bad.Words());
        foreach (var validator in admins.PasswordValidators)
            if (await validator.ValidateAsync(admins, admin, password) is { Succeeded: false } weak)
                return Again(weak.Words());
        var outcome = await first.MakeAsync(admin.UserName!, password!, context.Connection.RemoteIpAddress?.ToString(), BrowserWords.Of(context.Request.Headers.UserAgent));
        if (outcome is EditOutcome.Gone)
            return Results.LocalRedirect(Links.SignIn);
        if (outcome is not EditOutcome.Done { Secret: { } secret })
            return Again(WriteWords.Of(outcome) ?? (outcome as EditOutcome.Refused)?.Message ?? "");
        CarriedLink.SetUp.Drop(context);
        await cookie.GiveAsync(context, secret);
        return Results.LocalRedirect(Links.Home);

        static IResult Again(string error) => Results.LocalRedirect(Links.With(Links.SetUp, ("error", error)));
    }

    /// <summary>What was asked for could not be written; the page of the status says why.</summary>
    private static IResult Unavailable(HttpContext context, string sentence)
    {
        context.Items[StorageWords.Item] = sentence;
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> SetPasswordAsync([FromForm] string? id, [FromForm] string? token, [FromForm] string? password, [FromForm] string? repeat,
        HttpContext context, PasswordLinks links)
    {
        if (await links.OwnerAsync(id, token) is null)
            return Results.LocalRedirect(Links.SetPassword);
        if (password != repeat)
            return Again("The two passwords differ.");
        var outcome = await links.ChooseAsync(context.Connection.RemoteIpAddress?.ToString(), id!, token!, password ?? "");
        return outcome switch
        {
            EditOutcome.Refused refused => Again(refused.Message),
            EditOutcome.Done => Done(),
            EditOutcome.Busy or EditOutcome.Storage => Again(WriteWords.Of(outcome)!),
            _ => Results.LocalRedirect(Links.SetPassword),
        };

        IResult Done()
        {
            CarriedLink.SetPassword.Drop(context);
            return Results.LocalRedirect(Links.With(Links.SignIn, ("done", "password")));
        }

        static IResult Again(string error) => Results.LocalRedirect(Links.With(Links.SetPassword, ("error", error)));
    }
}
