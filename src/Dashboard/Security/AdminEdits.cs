using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Who signs in to Gatehouse and what they may do. Nobody chooses a password for somebody else: whoever is added, or lost theirs, gets a link that
/// works once, for a day. One admin with the role of admin always stays: the statement that takes it from one looks for another.
/// </summary>
public sealed class AdminEdits(IServiceScopeFactory scopes, SignInEdits signIns, ILogger<AdminEdits> log)
{
    /// <param name="userName">What they sign in with; unique.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="by">Who adds them.</param>
    /// <returns>When done, with the token of the link on which they choose a password.</returns>
    public Task<EditOutcome> AddAsync(string userName, Role role, string by) => UseAsync(async admins =>
    {
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "Choose a role: viewer, operator or admin.");
        var admin = new Admin { UserName = userName.Trim(), Role = role };
        if (await admins.CreateAsync(admin) is { Succeeded: false } wrong)
            return new EditOutcome.Refused("user_name", wrong.Words());
        log.LogInformation("{By} added {UserName} as {Role}", by, admin.UserName, role);
        return new EditOutcome.Done(admin.Id, await admins.GeneratePasswordResetTokenAsync(admin));
    });

    /// <summary>A link to choose a new password with. The old one works until then.</summary>
    public Task<EditOutcome> InviteAsync(string id, string by) => UseAsync(async admins =>
    {
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        log.LogInformation("{By} made a password link for {UserName}", by, admin.UserName);
        return new EditOutcome.Done(id, await admins.GeneratePasswordResetTokenAsync(admin));
    });

    /// <summary>Another role, from now on: every sign-in of theirs is over.</summary>
    public Task<EditOutcome> ChangeRoleAsync(string id, Role role, string by) => UseAsync(async (admins, db) =>
    {
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "Choose a role: viewer, operator or admin.");
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (admin.UserName == by)
            return new EditOutcome.Refused("role", "Nobody changes their own role. Ask another admin.");
        var stamp = Ids.New("stamp");
        var written = await Spared(db, id, takes: role != Role.Admin)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, role).SetProperty(row => row.SecurityStamp, stamp));
        if (written == 0)
            return Last("role");
        await signIns.EndAllAsync(id);
        log.LogInformation("{By} made {UserName} {Role}", by, admin.UserName, role);
        return new EditOutcome.Done(id);
    });

    /// <summary>They cannot sign in any more, and every sign-in of theirs is over. What they did stays on record.</summary>
    public Task<EditOutcome> RemoveAsync(string id, string by) => UseAsync(async (admins, db) =>
    {
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (admin.UserName == by)
            return new EditOutcome.Refused("user_name", "Nobody removes themselves. Ask another admin.");
        if (await Spared(db, id, takes: true).ExecuteDeleteAsync() == 0)
            return Last("user_name");
        signIns.Tell();
        log.LogInformation("{By} removed {UserName}", by, admin.UserName);
        return new EditOutcome.Done(id);
    });

    /// <summary>The row, unless it is the last one with the role of admin and that would be taken from it.</summary>
    private static IQueryable<Admin> Spared(DashboardDbContext db, string id, bool takes) =>
        db.Users.Where(row => row.Id == id && (!takes || row.Role != Role.Admin || db.Users.Any(other => other.Id != id && other.Role == Role.Admin)));

    private static EditOutcome.Refused Last(string field) => new(field, "This is the last one with the role of admin. Give that role to somebody else first.");

    private Task<EditOutcome> UseAsync(Func<UserManager<Admin>, Task<EditOutcome>> edit) => UseAsync((admins, _) => edit(admins));

    private async Task<EditOutcome> UseAsync(Func<UserManager<Admin>, DashboardDbContext, Task<EditOutcome>> edit)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await edit(scope.ServiceProvider.GetRequiredService<UserManager<Admin>>(), scope.ServiceProvider.GetRequiredService<DashboardDbContext>());
    }
}
