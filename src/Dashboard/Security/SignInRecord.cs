using Gatehouse.Data.Accounts;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Security;

/// <summary>Sign-ins and sign-outs on record.</summary>
public sealed class SignInRecord(EventWrites events, Refusals refusals)
{
    /// <summary>Somebody signed in, by a password or through a provider.</summary>
    public Task DoneAsync(HttpContext context, Admin account, string method = "password") => events.RecordAsync(
        Of(context, account), new RecordEntry(RecordAction.SignedIn, null, account.Id, account.UserName) { After = new Dictionary<string, string?> { ["method"] = method } });

    /// <summary>Somebody was refused; gathered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Name of the account; null: there is none of the name that was typed.</param>
    /// <param name="why">In words, e.g. "wrong password".</param>
    public void Refused(HttpContext context, string? account, string why) =>
        refusals.Note(RecordAction.SignInRefused, account, context.Connection.RemoteIpAddress?.ToString(), why);

    private static Actor Of(HttpContext context, Admin account) =>
        new(account.UserName ?? "", account.Role, Origin.Page, context.Connection.RemoteIpAddress?.ToString()) { Id = account.Id };
}
