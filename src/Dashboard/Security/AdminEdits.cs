using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Who signs in to Gatehouse and what they may do. Nobody chooses a password for somebody else: whoever is added, or lost theirs, gets a link that
/// works once, for a day. One admin with the role of admin always stays: that is looked for in the transaction that takes it from one.
/// </summary>
public sealed class AdminEdits(IServiceScopeFactory scopes, Writes writes, SignInEdits signIns)
{
    /// <param name="actor">Who adds them.</param>
    /// <param name="userName">What they sign in with; unique.</param>
    /// <param name="role">What they may do.</param>
    /// <returns>When done, with the token of the link on which they choose a password.</returns>
    public Task<EditOutcome> AddAsync(Actor actor, string userName, Role role) => WriteAsync(actor, async (admins, step) =>
    {
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "Choose a role: viewer, operator or admin.");
        var admin = new Admin { UserName = userName.Trim(), Role = role };
        if (await admins.CreateAsync(admin) is { Succeeded: false } wrong)
            return new EditOutcome.Refused("user_name", wrong.Words());
        step.Record(new RecordEntry(RecordAction.AccountAdded, null, admin.Id, admin.UserName).With(("role", null, Word(role))));
        return new EditOutcome.Done(admin.Id, await admins.GeneratePasswordResetTokenAsync(admin));
    });

    /// <summary>A link to choose a new password with. The old one works until then.</summary>
    public Task<EditOutcome> InviteAsync(Actor actor, string id) => WriteAsync(actor, async (admins, step) =>
    {
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        step.Record(new RecordEntry(RecordAction.PasswordLinkMade, null, id, admin.UserName));
        return new EditOutcome.Done(id, await admins.GeneratePasswordResetTokenAsync(admin));
    });

    /// <summary>Another role, from now on: every sign-in of theirs is over.</summary>
    public Task<EditOutcome> ChangeRoleAsync(Actor actor, string id, Role role) => WriteAsync(actor, async (admins, step) =>
    {
        if (!Enum.IsDefined(role))
            return new EditOutcome.Refused("role", "Choose a role: viewer, operator or admin.");
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (admin.UserName == actor.Name)
            return new EditOutcome.Refused("role", "Nobody changes their own role. Ask another admin.");
        if (role != Role.Admin && await IsLastAsync(step, admin))
            return Last("role");
        step.Record(new RecordEntry(RecordAction.AccountRoleChanged, null, id, admin.UserName).With(("role", Word(admin.Role), Word(role))));
        (admin.Role, admin.SecurityStamp) = (role, Ids.New("stamp"));
        await step.Db.SaveChangesAsync();
        await SignInEdits.EndAllAsync(step, id, null, default);
        return new EditOutcome.Done(id);
    });

    /// <summary>They cannot sign in any more, and every sign-in of theirs is over. What they did stays on record.</summary>
    public Task<EditOutcome> RemoveAsync(Actor actor, string id) => WriteAsync(actor, async (admins, step) =>
    {
        if (await admins.FindByIdAsync(id) is not { } admin)
            return new EditOutcome.Gone();
        if (admin.UserName == actor.Name)
            return new EditOutcome.Refused("user_name", "Nobody removes themselves. Ask another admin.");
        if (await IsLastAsync(step, admin))
            return Last("user_name");
        await step.Db.Users.Where(row => row.Id == id).ExecuteDeleteAsync();
        step.Record(new RecordEntry(RecordAction.AccountRemoved, null, id, admin.UserName).With(("role", Word(admin.Role), null)));
        return new EditOutcome.Done(id);
    });

    private static async Task<bool> IsLastAsync(WriteStep step, Admin admin) =>
        admin.Role == Role.Admin && !await step.Db.Users.AnyAsync(other => other.Id != admin.Id && other.Role == Role.Admin);

    private static EditOutcome.Refused Last(string field) => new(field, "This is the last one with the role of admin. Give that role to somebody else first.");

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private async Task<EditOutcome> WriteAsync(Actor actor, Func<UserManager<Admin>, WriteStep, Task<EditOutcome>> edit)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (admins, db) = (scope.ServiceProvider.GetRequiredService<UserManager<Admin>>(), scope.ServiceProvider.GetRequiredService<DashboardDbContext>());
        var outcome = await writes.EditAsync(db, actor, Role.Admin, step =>
        {
            step.LeavesPolicy();
            return edit(admins, step);
        });
        if (outcome is EditOutcome.Done)
            signIns.Tell();
        return outcome;
    }
}
