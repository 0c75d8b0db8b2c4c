using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Mutations;

/// <summary>dotnet run -c Release --project tests/Mutations [-- --folders Policy,Access --minutes 30 --seed 1 --files Cover]</summary>
internal static partial class Program
{
    private static readonly string[] Folders = ["Reconciliation", "Policy", "History", "Record", "Credentials", "Flows", "Edits", "Access"];

    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var folders = Option(args, "--folders")?.Split(',') ?? Folders;
        if (!args.Contains("--mutated"))
            return Start(folders, args);
        var mutants = JsonSerializer.Deserialize<Mutant[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "mutants.json")))!;
        var files = Option(args, "--files");
        var tests = typeof(Unit.Support.Some).Assembly.GetTypes().Where(type => Concerned().IsMatch(type.FullName!) && !TooLong().IsMatch(type.Name)).SelectMany(PlainTest.Of).ToArray();
        await new MutationRun([.. mutants.Where(mutant => files is null || mutant.File.Contains(files, StringComparison.Ordinal))], tests).RunAsync(
            TimeSpan.FromMinutes(double.Parse(Option(args, "--minutes") ?? "600", CultureInfo.InvariantCulture)), int.Parse(Option(args, "--seed") ?? "1", CultureInfo.InvariantCulture),
            Path.Combine(AppContext.BaseDirectory, "report.tsv"));
        return 0;
    }

    /// <summary>Builds the mutants into a copy of this program, and starts that.</summary>
    private static int Start(string[] folders, string[] args)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Dashboard.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run it inside the repository.");
        // Inside the repository: some tests read its sources.
        var copy = Path.Combine(root, "tests/Mutations/bin/Mutated");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
        var mutants = MutatedBuild.Make(root, folders, Path.Combine(copy, "Gatehouse.Data.dll"));
        File.WriteAllText(Path.Combine(copy, "mutants.json"), JsonSerializer.Serialize(mutants));
        File.Delete(Path.Combine(copy, "report.tsv"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(copy, "Gatehouse.Tests.Mutations.dll"), "--mutated", .. args]);
        // A few worlds say as much as a hundred when each mutant is asked about them.
        foreach (var (name, value) in new[] { ("GATEHOUSE_WORLDS", "4"), ("GATEHOUSE_WIDE_WORLDS", "1") })
            start.Environment.TryAdd(name, value);
        using var run = Process.Start(start)!;
        run.WaitForExit();
        return run.ExitCode;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    [GeneratedRegex(@"^Gatehouse\.Tests\.Unit\.(Reconciliation|Policy|History|Credentials|Access|Accounts|Conformance|Engines|Reads|Assign|People|Operations)\.\w+Tests$")]
    private static partial Regex Concerned();

    /// <summary>What takes seconds, or looks at nothing that is mutated.</summary>
    [GeneratedRegex("ManyWriters|Race|NothingHalfWritten|Equivalence|Concurrency|KeptStatement|SetBased")]
    private static partial Regex TooLong();
}
