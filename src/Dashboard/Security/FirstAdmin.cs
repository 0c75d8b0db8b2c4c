using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Makes the first admin, who comes by the set-up link, and signs them in: one write, on record. When it is refused nothing of it is there, and the link works
/// again. Of two who come at the same moment one makes the admin: that there is none is asked in the write.
/// </summary>
public sealed class FirstAdmin(IServiceScopeFactory scopes, Writes writes, SignInStore signIns)
{
    private const string Method = "set-up link";

    /// <param name="userName">What they sign in with.</param>
    /// <param name="password">What they chose.</param>
    /// <param name="address">Where from.</param>
    /// <param name="browser">With what.</param>
    /// <returns>When done, the secret of the browser's cookie beside it; gone: there is an admin already.</returns>
    public async Task<EditOutcome> MakeAsync(string userName, string password, string? address, string browser)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (admins, db) = (scope.ServiceProvider.GetRequiredService<UserManager<Admin>>(), scope.ServiceProvider.GetRequiredService<DashboardDbContext>());
        var actor = new Actor(userName, Role.Admin, Origin.Page, address);
        return await writes.EditAsync(db, actor, Role.Admin, async step =>
        {
            if (await step.Db.Users.AnyAsync())
                return new EditOutcome.Gone();
            if (await Accounts.SetPasswordAsync(step, admins, userName, password, Method) is var made and not EditOutcome.Done)
                return made;
            var admin = (await admins.FindByNameAsync(userName))!;
            step.As(actor with { Id = admin.Id });
            return new EditOutcome.Done(admin.Id, await signIns.OpenAsync(step, admin, Method, address, browser));
        });
    }
}
