using Gatehouse.Data.Accounts;
using Gatehouse.Data.History;

namespace Gatehouse.Dashboard.Security;

/// <summary>Sign-ins and sign-outs on record.</summary>
public sealed class SignInRecord(EventWrites events, Refusals refusals)
{
    /// <summary>The first account was made with the set-up link of the console.</summary>
    public Task SetUpAsync(HttpContext context, Admin account) => events.RecordAsync(
        Of(context, account), new RecordEntry(RecordAction.AccountAdded, null, account.Id, account.UserName) { After = new Dictionary<string, string?> { ["role"] = "admin", ["method"] = "set-up link" } });

    /// <summary>Somebody chose a password with a link.</summary>
    public Task PasswordChosenAsync(HttpContext context, string id, string userName) => events.RecordAsync(
        new Actor(userName, Role.Viewer, Origin.Page, context.Connection.RemoteIpAddress?.ToString()) { Id = id }, new RecordEntry(RecordAction.PasswordChosen, null, id, userName));

    /// <summary>Somebody signed in, by a password or through a provider.</summary>
    public Task DoneAsync(HttpContext context, Admin account, string method = "password") => events.RecordAsync(
        Of(context, account), new RecordEntry(RecordAction.SignedIn, null, account.Id, account.UserName) { After = new Dictionary<string, string?> { ["method"] = method } });

    /// <summary>Somebody signed out; nothing when nobody was signed in.</summary>
    public Task EndedAsync(HttpContext context) => context.User.Identity?.Name is null ? Task.CompletedTask
        : events.RecordAsync(context.Actor(), new RecordEntry(RecordAction.SignedOut, null, context.Actor().Id, context.Actor().Name));

    /// <summary>Somebody was refused; gathered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Name of the account; null: there is none of the name that was typed.</param>
    /// <param name="why">In words, e.g. "wrong password".</param>
    public void Refused(HttpContext context, string? account, string why) =>
        refusals.Note(RecordAction.SignInRefused, account, context.Connection.RemoteIpAddress?.ToString(), why);

    private static Actor Of(HttpContext context, Admin account) =>
        new(account.UserName ?? "", account.Role, Origin.Page, context.Connection.RemoteIpAddress?.ToString()) { Id = account.Id };
}
