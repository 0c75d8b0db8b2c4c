namespace Gatehouse.Dashboard.Commands;

/// <summary>A command of the program.</summary>
internal abstract class Command
{
    public abstract string Name { get; }

    /// <summary>One line for the list of commands.</summary>
    public abstract string Summary { get; }

    public abstract string Help { get; }

    /// <summary>The options it knows, with how many values each takes.</summary>
    public virtual IReadOnlyDictionary<string, int> Options { get; } = new Dictionary<string, int>();

    /// <exception cref="CommandException">It cannot be done; the message says in one line what to do.</exception>
    public abstract Task<int> RunAsync(Arguments arguments, IServiceProvider services);
}

/// <summary>Why a command cannot be done, in one line.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>What stands behind a command's name.</summary>
/// <param name="Values">Arguments that are no option.</param>
/// <param name="Options">Options given, with their value.</param>
internal sealed record Arguments(IReadOnlyList<string> Values, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Parts a command's own arguments from settings (<c>--Key=value</c>).</summary>
    public static (Arguments Own, string[] Settings) Split(string[] args, IReadOnlyDictionary<string, int> known)
    {
        var values = new List<string>();
        var options = new Dictionary<string, string>();
        var settings = new List<string>();
        for (var at = 0; at < args.Length; at++)
        {
            var name = args[at].Split('=', 2)[0];
            if (!args[at].StartsWith("--", StringComparison.Ordinal))
                values.Add(args[at]);
            else if (!known.TryGetValue(name, out var takes))
                settings.Add(name.Length < args[at].Length ? args[at] : throw new CommandException($"Unknown option {name}. --help lists what this command takes."));
            else if (takes == 0 || name.Length < args[at].Length)
                options[name] = args[at].Length > name.Length ? args[at][(name.Length + 1)..] : "";
            else
                options[name] = ++at < args.Length ? args[at] : throw new CommandException($"Option {name} needs a value.");
        }
        return (new Arguments(values, options), [.. settings]);
    }

    /// <summary>The only value.</summary>
    public string Single(string what) => Values.Count == 1 ? Values[0] : throw new CommandException($"Name {what}. --help shows how.");
}
