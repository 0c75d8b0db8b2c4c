using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Commands;

internal sealed class AdminCommand : Command
{
    private const string Variable = "GATEHOUSE_ADMIN_PASSWORD";

    public override string Name => "admin";

    public override string Summary => "add an admin, or give one a new password";

    public override string Help => $"""
        admin add <user name>
        admin reset-password <user name>

        The password is read from {Variable}, or from standard input: never from an argument, where others can see it.
        Resetting lifts a lockout and signs the admin out everywhere.
        """;

    public override async Task<int> RunAsync(Arguments arguments, IServiceProvider services)
    {
        if (arguments.Values is not [("add" or "reset-password") and var what, var userName])
            throw new CommandException("Say admin add <user name> or admin reset-password <user name>.");
        await services.PrepareAsync();
        await using var scope = services.CreateAsyncScope();
        var admins = scope.ServiceProvider.GetRequiredService<UserManager<Admin>>();
        var exists = await admins.FindByNameAsync(userName) is not null;
        if (exists == (what == "add"))
            throw new CommandException(exists ? $"There is an admin {userName} already." : $"There is no admin {userName}.");
        var result = await SecurityServices.SetPasswordAsync(admins, userName, Password());
        if (!result.Succeeded)
            throw new CommandException(string.Join(" ", result.Errors.Select(error => error.Description)));
        Console.WriteLine(exists ? $"Admin {userName} has a new password." : $"Admin {userName} is added.");
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
