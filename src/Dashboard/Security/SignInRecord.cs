namespace Gatehouse.Dashboard.Security;

/// <summary>Sign-ins that were refused on record; those that were made are recorded where they are written (SignInStore).</summary>
public sealed class SignInRecord(Refusals refusals)
{
    /// <summary>Somebody was refused; gathered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Name of the account; null: there is none of the name that was typed.</param>
    /// <param name="why">In words, e.g. "wrong password".</param>
    public void Refused(HttpContext context, string? account, string why) =>
        refusals.Note(RecordAction.SignInRefused, account, context.Connection.RemoteIpAddress?.ToString(), why);
}
