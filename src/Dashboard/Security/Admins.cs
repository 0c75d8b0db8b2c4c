using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Counts wrong passwords in the database, one statement each. Identity counts in the row it has read and writes that back if nobody wrote
/// meanwhile: of two people at the door one would not be counted, or be refused with the right password.
/// </summary>
internal sealed class Admins(
    IUserStore<Admin> store, IOptions<IdentityOptions> options, IPasswordHasher<Admin> hasher, IEnumerable<IUserValidator<Admin>> userValidators,
    IEnumerable<IPasswordValidator<Admin>> passwordValidators, ILookupNormalizer names, IdentityErrorDescriber errors, IServiceProvider services,
    ILogger<UserManager<Admin>> log, DashboardDbContext db, TimeProvider clock)
    : UserManager<Admin>(store, options, hasher, userValidators, passwordValidators, names, errors, services, log)
{
    public override async Task<IdentityResult> AccessFailedAsync(Admin user)
    {
        var most = Options.Lockout.MaxFailedAccessAttempts;
        DateTimeOffset? until = clock.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
        await db.Users.Where(admin => admin.Id == user.Id).ExecuteUpdateAsync(set => set
            .SetProperty(admin => admin.LockoutEnd, admin => admin.AccessFailedCount + 1 >= most ? until : admin.LockoutEnd)
            .SetProperty(admin => admin.AccessFailedCount, admin => admin.AccessFailedCount + 1 >= most ? 0 : admin.AccessFailedCount + 1), CancellationToken);
        await db.Entry(user).ReloadAsync(CancellationToken);
        return IdentityResult.Success;
    }

    public override async Task<IdentityResult> ResetAccessFailedCountAsync(Admin user)
    {
        await db.Users.Where(admin => admin.Id == user.Id && admin.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(admin => admin.AccessFailedCount, 0), CancellationToken);
        return IdentityResult.Success;
    }
}
