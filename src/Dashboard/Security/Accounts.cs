using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>Accounts that are made, or given a password, where nobody is signed in: the set-up link, a setting, a command.</summary>
public static class Accounts
{
    /// <summary>Makes the account, or gives the one of that name this password and ends its sign-ins.</summary>
    /// <param name="step">The write it is part of.</param>
    /// <param name="admins">Who there is, in the context of that write.</param>
    /// <param name="userName">Whom it concerns.</param>
    /// <param name="password">At least twelve characters.</param>
    /// <param name="method">By which way, for the record.</param>
    /// <param name="role">The role of an account that is made; one that is there keeps theirs.</param>
    public static async Task<EditOutcome> SetPasswordAsync(WriteStep step, UserManager<Admin> admins, string userName, string password, string method, Role role = Role.Admin)
    {
        step.LeavesPolicy();
        if (await admins.FindByNameAsync(userName) is not { } admin)
        {
            admin = new Admin { UserName = userName, Role = role };
            if (await admins.CreateAsync(admin, password) is { Succeeded: false } wrong)
                return new EditOutcome.Refused("password", wrong.Words());
            step.Record(new RecordEntry(RecordAction.AccountAdded, null, admin.Id, userName).With(("role", null, role.ToString().ToLowerInvariant()), ("method", null, method)));
            return new EditOutcome.Done(admin.Id);
        }
        if (await admins.CheckPasswordAsync(admin, password))
        {
            step.OffRecord("It is the password they have.");
            return new EditOutcome.Done(admin.Id);
        }
        foreach (var validator in admins.PasswordValidators)
            if (await validator.ValidateAsync(admins, admin, password) is { Succeeded: false } weak)
                return new EditOutcome.Refused("password", weak.Words());
        admin.PasswordHash = admins.PasswordHasher.HashPassword(admin, password);
        if (await admins.UpdateSecurityStampAsync(admin) is { Succeeded: false } failed)
            return new EditOutcome.Refused("password", failed.Words());
        await SignInEdits.EndAllAsync(step, admin.Id, null, default);
        step.Record(new RecordEntry(RecordAction.PasswordReset, null, admin.Id, userName).With(("method", null, method)));
        return new EditOutcome.Done(admin.Id);
    }
}
