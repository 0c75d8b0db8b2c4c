using System.CommandLine;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Commands;

/// <summary><c>admin add</c> and <c>admin reset-password</c>.</summary>
internal sealed class AdminCommand : ProgramCommand
{
    private const string Variable = "GATEHOUSE_ADMIN_PASSWORD";
    private readonly Argument<string> userName = new("user name") { Description = "Name to sign in with" };
    private readonly Option<string> role = new("--role") { Description = "viewer, operator or admin (unless said otherwise)", DefaultValueFactory = _ => "admin" };
    private readonly bool adds;

    private AdminCommand(string name, string description, bool adds)
        : base(name, $"{description} The password is read from {Variable}, or from standard input: never from an argument, where others can see it.")
    {
        this.adds = adds;
        Arguments.Add(userName);
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(known => known.ToLowerInvariant())]);
        if (adds)
            Options.Add(role);
    }

    public static Command Create() => new("admin", "Add an admin, or give one a new password.")
    {
        new AdminCommand("add", "Add an admin.", adds: true),
        new AdminCommand("reset-password", "Give an admin a new password, and sign the admin out everywhere.", adds: false),
    };

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var name = arguments.GetRequiredValue(userName);
        await using var scope = services.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        var exists = await admins.FindByNameAsync(name) is not null;
        if (exists == adds)
            throw new CommandException(exists ? $"There is an admin {name} already." : $"There is no admin {name}.");
        var outcome = await services.GetRequiredService<Writes>().EditAsync(
            scope.ServiceProvider.GetRequiredService<DashboardDbContext>(), Answers.Actor, Role.Admin,
            step => Accounts.SetPasswordAsync(step, admins, name, Password(), "command", adds ? Enum.Parse<Role>(arguments.GetValue(role)!, ignoreCase: true) : Role.Admin), cancellation);
        if (outcome is not EditOutcome.Done)
            throw new CommandException(WriteWords.Of(outcome) ?? ((EditOutcome.Refused)outcome).Message);
        Console.WriteLine(exists ? $"Admin {name} has a new password and is signed out everywhere." : $"Admin {name} is added.");
        return 0;
    }

    private static string Password()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return given;
        if (!Console.IsInputRedirected)
            Console.Write("Password (shown as you type; or set " + Variable + "): ");
        return Console.ReadLine() ?? throw new CommandException($"No password: set {Variable} or give it on standard input.");
    }
}
