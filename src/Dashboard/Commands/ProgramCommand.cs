using System.CommandLine;
using Gatehouse.Dashboard.Hosting;
using Gatehouse.Data.Record;

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

    /// <summary>It may write, and so leave the record longer than it was.</summary>
    protected virtual bool Writes => true;

    /// <summary>Reads what the command was given, before a database is opened: what is wrong with a file is said first.</summary>
    /// <exception cref="CommandException">It cannot be read; the message says in one line what to do.</exception>
    protected virtual Task ReadAsync(ParseResult arguments, CancellationToken cancellation) => Task.CompletedTask;

    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It cannot be done; the message says in one line what to do.</exception>
    protected abstract Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        await using var services = CommandServices.Build(Settings);
        await ReadAsync(arguments, cancellation);
        await services.PrepareAsync(IsReading(arguments));
        var exit = await RunAsync(arguments, services, cancellation);
        if (Writes)
            await KeepHeadAsync(services, cancellation);
        return exit;
    }

    /// <summary>What the command wrote is written: where the record ends now is noted, or it is said that it could not be.</summary>
    private static async Task KeepHeadAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<RecordEnds>().KeepAsync(cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Where the record ends could not be noted beside the key ring: {error.Message}");
        }
    }
}

/// <summary>Why a command cannot be done, in one line.</summary>
internal sealed class CommandException(string message) : Exception(message);
