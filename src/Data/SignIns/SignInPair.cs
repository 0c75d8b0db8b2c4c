using System.Linq.Expressions;
using Gatehouse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.SignIns;

/// <summary>A sign-in with its account.</summary>
internal sealed class SignInPair
{
    public required SignIn SignIn { get; init; }

    public required Admin Admin { get; init; }
}

internal static class SignInPairs
{
    /// <summary>The sign-ins that count: open, and of an account that is there with the stamp it had.</summary>
    public static IQueryable<SignInPair> OpenSignIns(this DashboardDbContext db, Expression<Func<SignIn, bool>> isOpen) =>
        db.SignIns.AsNoTracking().Where(isOpen)
            .Join(db.Users, row => new { Id = row.AdminId, row.Stamp }, admin => new { admin.Id, Stamp = admin.SecurityStamp ?? "" }, (row, admin) => new SignInPair { SignIn = row, Admin = admin });
}
