using System.CommandLine;

namespace Gatehouse.Dashboard.Commands;

/// <summary>A command of the program. Its arguments and options are declared in its constructor; whatever it does not know is refused.</summary>
internal abstract class ProgramCommand : Command
{
    protected ProgramCommand(string name, string description) : base(name, description) =>
        SetAction((arguments, cancellation) => RunAsync(arguments, cancellation));

    /// <summary>Settings given behind the command (<c>--Key=value</c>); set before it runs.</summary>
    public string[] Settings { get; set; } = [];

    /// <summary>It only reads: a database that is not there is not made, and one of an earlier version is not changed.</summary>
    protected virtual bool IsReading(ParseResult arguments) => false;

    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It cannot be done; the message says in one line what to do.</exception>
    protected abstract Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        await using var services = CommandServices.Build(Settings);
        await services.PrepareAsync(IsReading(arguments));
        return await RunAsync(arguments, services, cancellation);
    }
}

/// <summary>Why a command cannot be done, in one line.</summary>
internal sealed class CommandException(string message) : Exception(message);
