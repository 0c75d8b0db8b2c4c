using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Links on which somebody chooses their own password. What makes one good is in the link, protected by the key ring, and in their security stamp:
/// it works on every process, for a day, until the password or role changes.
/// </summary>
public sealed class PasswordLinks(IServiceScopeFactory scopes, Writes writes, SignInEdits signIns)
{
    /// <summary>The user name of whom a link is for; null: it works no more.</summary>
    public async Task<string?> OwnerAsync(string? id, string? token)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        return id is not null && token is not null && await admins.FindByIdAsync(id) is { } admin
            && await admins.VerifyUserTokenAsync(admin, TokenOptions.DefaultProvider, UserManager<Admin>.ResetPasswordTokenPurpose, token) ? admin.UserName : null;
    }

    /// <summary>Takes the link: the password is set, and every sign-in of theirs is over.</summary>
    /// <param name="address">Where from.</param>
    /// <param name="id">Of the account.</param>
    /// <param name="token">Of the link.</param>
    /// <param name="password">From now on.</param>
    public async Task<EditOutcome> ChooseAsync(string? address, string id, string token, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        // Whoever has the link: it says itself what it is good for.
        var outcome = await writes.EditAsync(
            scope.ServiceProvider.GetRequiredService<DashboardDbContext>(), new Actor("Password link", Role.Viewer, Origin.Page, address), Role.Viewer, step => ChooseAsync(step, admins, id, token, password));
        if (outcome is EditOutcome.Done)
            signIns.Tell();
        return outcome;
    }

    private static async Task<EditOutcome> ChooseAsync(WriteStep step, UserManager<Admin> admins, string id, string token, string password)
    {
        step.LeavesPolicy();
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (await admins.ResetPasswordAsync(admin, token, password) is { Succeeded: false } wrong)
            return wrong.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken))
                ? new EditOutcome.Gone()
                : new EditOutcome.Refused("password", wrong.Words());
        await SignInEdits.EndAllAsync(step, id, null, default);
        step.Record(new RecordEntry(RecordAction.PasswordChosen, null, id, admin.UserName));
        step.As(step.Actor with { Name = admin.UserName!, Id = id });
        return new EditOutcome.Done(id);
    }
}
