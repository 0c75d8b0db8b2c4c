using System.Net;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Accounts;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Security;

/// <summary>What a stranger learns at the door, and whom they can shut out: nothing, and nobody who is in.</summary>
public sealed class PasswordDoorTests : IDisposable
{
    private const string Right = "correct-horse-battery";
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Away = IPAddress.Parse("198.51.100.7");
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly CountingHasher hasher = new();
    private readonly PasswordDoor door;

    public PasswordDoorTests()
    {
        var limits = new DashboardOptions { Limits = new() { SignInTries = 5, SignInAddress = 8, SignInName = 12, SignInAll = 20, SignInMinutes = 5 } };
        door = new PasswordDoor(
            database, hasher, new UpperInvariantLookupNormalizer(), new Guesses(clock), new PasswordCheckTurns(), new NobodysPassword(hasher), Options.Create(limits), NullLogger<PasswordDoor>.Instance);
        database.Add(
            new Admin { Id = "1", UserName = "mara.holt", NormalizedUserName = "MARA.HOLT", SecurityStamp = "one", PasswordHash = hasher.HashPassword(new Admin(), Right) },
            new Admin { Id = "2", UserName = "invited", NormalizedUserName = "INVITED", SecurityStamp = "two" });
        hasher.Verified.Clear();
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("mara.holt")]
    [InlineData("invited")]
    [InlineData("nobody.has.this.name")]
    [InlineData("")]
    public async Task A_name_that_nobody_has_costs_the_same_work_and_gets_the_same_answers(string name)
    {
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.IsType<Knock.Wrong>(await KnockAsync(name, "wrong-password"));
        Assert.IsType<Knock.Wait>(await KnockAsync(name, "wrong-password"));
        // One hash each, all made with the same parameters: the first bytes of a hash say which.
        Assert.Equal(5, hasher.Verified.Count);
        Assert.Single(hasher.Verified.Select(hash => Convert.ToHexString(Convert.FromBase64String(hash).AsSpan(0, 13))).Distinct());
        Assert.Equal(Parameters(new PasswordHasher<Admin>().HashPassword(new Admin(), Right)), Parameters(hasher.Verified[0]));
    }

    [Fact]
    public async Task The_right_password_opens_and_takes_back_what_was_counted()
    {
        for (var round = 0; round < 10; round++)
        {
            for (var attempt = 0; attempt < 4; attempt++)
                await KnockAsync("mara.holt", "wrong-password", IPAddress.Parse($"203.0.113.{round}"));
            Assert.Equal("1", Assert.IsType<Knock.Right>(await KnockAsync("Mara.Holt ", Right, IPAddress.Parse($"203.0.113.{round}"))).Admin.Id);
            clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task Guesses_from_elsewhere_do_not_keep_the_owner_of_a_name_out()
    {
        for (var attempt = 0; attempt < 9; attempt++)
            await KnockAsync("mara.holt", "wrong-password", Away);
        Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right, Away));
        Assert.IsType<Knock.Right>(await KnockAsync("mara.holt", Right, Home));
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_shut_out_by_nobody_else_and_has_a_limit_of_their_own()
    {
        for (var network = 0; network < 25; network++)
            await KnockAsync("mara.holt", "wrong-password", IPAddress.Parse($"203.0.113.{network}"));
        Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right, Home));
        var signedIn = new SignInOf(7, "signin-7", "1", "mara.holt");
        Assert.IsType<Knock.Right>(await door.KnockAsync("mara.holt", Right, Home, signedIn, Cancel));
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.IsType<Knock.Wrong>(await door.KnockAsync("mara.holt", "wrong-password", Home, signedIn, Cancel));
        Assert.IsType<Knock.Wait>(await door.KnockAsync("mara.holt", Right, Home, signedIn, Cancel));
        // It is worth nothing for another name.
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.IsType<Knock.Wrong>(await door.KnockAsync("invited", Right, Home, signedIn, Cancel));
        Assert.IsType<Knock.Wait>(await KnockAsync("invited", Right, Home));
    }

    [Fact]
    public async Task Whose_password_is_set_anew_signs_in_at_once()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await KnockAsync("mara.holt", "wrong-password");
        Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right));
        await using var db = database.CreateDbContext();
        await db.Users.Where(admin => admin.Id == "1").ExecuteUpdateAsync(set => set.SetProperty(admin => admin.SecurityStamp, "anew"), Cancel);
        Assert.IsType<Knock.Right>(await KnockAsync("mara.holt", Right));
    }

    [Fact]
    public async Task One_address_and_all_together_have_a_limit_and_waiting_as_long_as_it_says_is_enough()
    {
        for (var name = 0; name < 8; name++)
            Assert.IsType<Knock.Wrong>(await KnockAsync($"name-{name}", "wrong-password", Away));
        Assert.IsType<Knock.Wait>(await KnockAsync("name-9", "wrong-password", Away));
        for (var network = 0; network < 12; network++)
            Assert.IsType<Knock.Wrong>(await KnockAsync($"name-{network}", "wrong-password", IPAddress.Parse($"203.0.113.{network}")));
        var wait = Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right, Home));
        Assert.Equal(20, hasher.Verified.Count);
        clock.Advance(wait.For);
        Assert.IsType<Knock.Right>(await KnockAsync("mara.holt", Right, Home));
    }

    [Fact]
    public async Task Addresses_of_one_network_are_one_address()
    {
        for (var host = 1; host <= 5; host++)
            await KnockAsync("mara.holt", "wrong-password", IPAddress.Parse($"2001:db8:1:2::{host}"));
        Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right, IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.IsType<Knock.Right>(await KnockAsync("mara.holt", Right, IPAddress.Parse("2001:db8:1:3::1")));
        for (var attempt = 0; attempt < 5; attempt++)
            await KnockAsync("mara.holt", "wrong-password", Home.MapToIPv6());
        Assert.IsType<Knock.Wait>(await KnockAsync("mara.holt", Right, Home));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Parameters(string hash) => Convert.ToHexString(Convert.FromBase64String(hash).AsSpan(0, 13));

    private Task<Knock> KnockAsync(string name, string password, IPAddress? from = null) => door.KnockAsync(name, password, from ?? Home, null, Cancel);

    /// <summary>The product's hasher; notes what it compared with.</summary>
    private sealed class CountingHasher : IPasswordHasher<Admin>
    {
        private readonly PasswordHasher<Admin> hasher = new();

        public List<string> Verified { get; } = [];

        public string HashPassword(Admin user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Admin user, string hashedPassword, string providedPassword)
        {
            Verified.Add(hashedPassword);
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
