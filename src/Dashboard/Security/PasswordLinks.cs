using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Links on which somebody chooses their own password. What makes one good is in the link, protected by the key ring, and in their security stamp:
/// it works on every process, for a day, until the password or role changes.
/// </summary>
public sealed class PasswordLinks(IServiceScopeFactory scopes, SignInEdits signIns, ILogger<PasswordLinks> log)
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
    public async Task<EditOutcome> ChooseAsync(string id, string token, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (await admins.ResetPasswordAsync(admin, token, password) is { Succeeded: false } wrong)
            return wrong.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken))
                ? new EditOutcome.Gone()
                : new EditOutcome.Refused("password", wrong.Words());
        await signIns.EndAllAsync(id);
        log.LogInformation("{UserName} chose a new password", admin.UserName);
        return new EditOutcome.Done(id);
    }
}
