using System.CommandLine;
using System.Globalization;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Tokens;

namespace Gatehouse.Dashboard.Commands;

/// <summary><c>token create</c>: prints the token, alone, on standard output.</summary>
internal sealed class TokenCommand : ProgramCommand
{
    private readonly Option<string> name = new("--name") { Description = $"Its name in the record of what it does, 1 to {ApiTokenStore.LongestName} characters", Required = true };
    private readonly Option<string> role = new("--role") { Description = "viewer reads, operator edits access and commits, admin also manages people, tokens and settings", Required = true };
    private readonly Option<string> expires = new("--expires") { Description = "For how long it is good, e.g. 12h or 30d; without it, until it is revoked" };

    private TokenCommand() : base("create", "Make an API token and print it, alone, on standard output. It is shown this once; only a hash of it is kept.")
    {
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(known => known.ToLowerInvariant())]);
        Options.Add(name);
        Options.Add(role);
        Options.Add(expires);
    }

    public static Command Create() => new("token", "Make an API token.") { new TokenCommand() };

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var until = arguments.GetValue(expires) is { } text ? services.GetRequiredService<TimeProvider>().GetUtcNow() + Span(text) : (DateTimeOffset?)null;
        var outcome = await services.GetRequiredService<ApiTokenStore>().CreateAsync(
            Answers.Actor, arguments.GetRequiredValue(name), Enum.Parse<Role>(arguments.GetRequiredValue(role), ignoreCase: true), until, cancellation);
        if (WriteWords.ForForm(outcome) is EditOutcome.Refused refused)
            throw new CommandException(refused.Message);
        Console.WriteLine(((EditOutcome.Done)outcome).Secret);
        return 0;
    }

    private static TimeSpan Span(string text) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 36_500
            ? text[^1] switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                _ => throw Wrong(),
            }
            : throw Wrong();

    private static CommandException Wrong() => new("--expires is a number of hours or days, e.g. 12h or 30d, at most 36500d.");
}
