using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Security;

/// <summary>What came of a password.</summary>
public abstract record Knock
{
    private Knock() { }

    /// <param name="Admin">Whose password it is.</param>
    public sealed record Right(Admin Admin) : Knock;

    /// <summary>There is no such account, or its password is another: the same for both.</summary>
    /// <param name="Account">For the record only: whose name it was; null: there is no such account.</param>
    public sealed record Wrong(string? Account) : Knock;

    /// <summary>Too many were wrong before. It was not looked at.</summary>
    /// <param name="For">How long to wait.</param>
    public sealed record Wait(TimeSpan For) : Knock;
}

/// <summary>
/// Asks whether a password is right. A name that nobody has costs the same work and gets the same answers as one that somebody has. Wrong ones
/// are counted by name and address together, by address, by name and over all; a browser that is signed in to that account has a count of its
/// own, so nobody outside can shut it out.
/// </summary>
public sealed class PasswordDoor(
    IDbContextFactory<DashboardDbContext> contexts, IPasswordHasher<Admin> hasher, ILookupNormalizer names, Guesses guesses, PasswordCheckTurns turns,
    NobodysPassword nobody, IOptions<DashboardOptions> options, ILogger<PasswordDoor> log)
{
    private const string Over = "all";
    private readonly DashboardOptions.LimitSettings limits = options.Value.Limits;

    /// <param name="userName">What somebody typed as their name.</param>
    /// <param name="password">And as their password.</param>
    /// <param name="address">Where from; null: not known.</param>
    /// <param name="signedIn">Who is signed in with that browser; null: nobody.</param>
    /// <param name="cancellation">Ends the wait for one's turn.</param>
    public Task<Knock> KnockAsync(string userName, string password, IPAddress? address, SignInOf? signedIn, CancellationToken cancellation = default)
    {
        var name = names.NormalizeName(userName.Trim());
        var own = signedIn is not null && names.NormalizeName(signedIn.UserName) == name ? $"sign-in {signedIn.Id}" : null;
        var from = Network(address);
        // One after the other: many guesses at the same moment would otherwise shut out the right one among them.
        return turns.OneAtATimeAsync(own ?? $"{from} {name}", () => AskAsync(name, password, own, from, cancellation), cancellation);
    }

    private async Task<Knock> AskAsync(string name, string password, string? own, string from, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var admin = await db.Users.AsNoTracking().FirstOrDefaultAsync(row => row.NormalizedUserName == name, cancellation);
        // Whose password was set anew, by a link or a command on the host, starts with new counts.
        var whom = $"{name} {admin?.SecurityStamp}";
        var pair = own ?? $"pair {from} {whom}";
        (string Key, int)[] among = own is null
            ? [(pair, limits.SignInTries), ($"address {from}", limits.SignInAddress), ($"name {whom}", limits.SignInName), (Over, limits.SignInAll)]
            : [(pair, limits.SignInTries)];
        if (guesses.Take(among, TimeSpan.FromMinutes(limits.SignInMinutes)) is { } wait)
        {
            log.LogWarning("A sign-in from {Address} was not looked at: too many were wrong before", from);
            return new Knock.Wait(wait);
        }
        var verdict = hasher.VerifyHashedPassword(admin ?? nobody.Account, admin?.PasswordHash ?? nobody.Hash, password);
        if (admin?.PasswordHash is null || verdict == PasswordVerificationResult.Failed)
            return new Knock.Wrong(admin?.UserName);
        guesses.GiveBack(among.Select(entry => entry.Key));
        guesses.Forget(pair);
        return new Knock.Right(admin);
    }

    /// <summary>An address of the old kind, or the half of a new one that a network has: the other half its hosts choose as they like.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}

/// <summary>What is compared with where there is no account: a hash of the same making, of a password that nobody knows.</summary>
public sealed class NobodysPassword(IPasswordHasher<Admin> hasher)
{
    public Admin Account { get; } = new();

    public string Hash { get; } = hasher.HashPassword(new Admin(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
}
