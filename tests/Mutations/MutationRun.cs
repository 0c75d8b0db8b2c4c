using System.Diagnostics;
using System.Reflection;

namespace Gatehouse.Tests.Mutations;

/// <summary>
/// Tries mutants one after the other in this process: those tests that reach the place of a mutant are run until one of them fails. Which tests reach
/// which place is found first, without a mutant.
/// </summary>
internal sealed class MutationRun(IReadOnlyList<Mutant> mutants, IReadOnlyList<PlainTest> tests)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);
    private static readonly Assembly Data = Assembly.Load("Gatehouse.Data");
    private static readonly FieldInfo Active = Data.GetType("Gatehouse.Data.Mutants")!.GetField("Active")!;
    private static readonly FieldInfo Asked = Data.GetType("Gatehouse.Data.Mutants")!.GetField("Asked")!;
    private readonly Dictionary<int, List<(PlainTest Test, double Seconds)>> reach = [];
    private readonly Dictionary<(string File, PlainTest Test), int> kills = [];

    /// <summary>Prints the survivors and the score of as many mutants as the time allows, taken in a random order.</summary>
    public async Task RunAsync(TimeSpan time, int seed, string report)
    {
        await ReachAsync();
        var reached = mutants.Where(mutant => reach.ContainsKey(mutant.Number)).ToArray();
        Console.WriteLine($"{mutants.Count} mutants, {reached.Length} of them are reached by some of {tests.Count} tests.");
        var order = mutants.ToArray();
        new Random(seed).Shuffle(order);
        var (killed, survived, began) = (0, new List<Mutant>(), Stopwatch.StartNew());
        foreach (var mutant in order.TakeWhile(_ => began.Elapsed < time))
        {
            var killer = await KillerAsync(mutant);
            killed += killer is null ? 0 : 1;
            if (killer is null)
                survived.Add(mutant);
            await File.AppendAllTextAsync(report, $"{(killer is null ? reach.ContainsKey(mutant.Number) ? "SURVIVED" : "NOT REACHED" : $"killed by {killer}")}\t{mutant.File}:{mutant.Line}\t{mutant.What}\n");
        }
        foreach (var mutant in survived.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line))
            Console.WriteLine($"{(reach.ContainsKey(mutant.Number) ? "survived   " : "not reached")} {mutant.File}:{mutant.Line}  {mutant.What}");
        foreach (var folder in order.Take(killed + survived.Count).GroupBy(mutant => mutant.File.Split('/')[2]).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine($"{folder.Key}: {folder.Count() - survived.Count(folder.Contains)} of {folder.Count()} killed.");
        Console.WriteLine($"{killed} of {killed + survived.Count} tried mutants killed ({100.0 * killed / Math.Max(1, killed + survived.Count):0.0} %), {mutants.Count} in all, in {began.Elapsed.TotalMinutes:0.0} minutes, seed {seed}.");
    }

    private async Task ReachAsync()
    {
        foreach (var test in tests)
        {
            var asked = new HashSet<int>();
            Asked.SetValue(null, asked);
            Forget();
            var watch = Stopwatch.StartNew();
            if (await FailsAsync(test) is { } why)
            {
                Console.WriteLine($"Left out, since it fails without a mutant: {test.Name}: {why}");
                continue;
            }
            lock (asked)
                foreach (var number in asked)
                    (reach.TryGetValue(number, out var known) ? known : reach[number] = []).Add((test, watch.Elapsed.TotalSeconds));
        }
        Asked.SetValue(null, null);
    }

    private async Task<string?> KillerAsync(Mutant mutant)
    {
        if (!reach.TryGetValue(mutant.Number, out var reaching))
            return null;
        Forget();
        Active.SetValue(null, mutant.Number);
        try
        {
            // What killed another mutant of this file comes first: it mostly kills this one too.
            foreach (var (test, _) in reaching.OrderBy(one => one.Seconds / (1 + kills.GetValueOrDefault((mutant.File, one.Test)))))
                if (await FailsAsync(test) is not null)
                {
                    kills[(mutant.File, test)] = kills.GetValueOrDefault((mutant.File, test)) + 1;
                    return test.Name;
                }
            return null;
        }
        finally
        {
            Active.SetValue(null, 0);
        }
    }

    private static async Task<string?> FailsAsync(PlainTest test)
    {
        try
        {
            await Task.Run(test.RunAsync).WaitAsync(Longest);
            return null;
        }
        catch (Exception failure)
        {
            return (failure is TargetInvocationException { InnerException: { } inner } ? inner : failure).Message.Split('\n')[0];
        }
    }

    /// <summary>What was made of a mutant must not be found by the next one.</summary>
    private static void Forget()
    {
        var known = Data.GetType("Gatehouse.Data.Engines.KeptStatement")!.GetField("Known", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        known.GetType().GetMethod("Clear")!.Invoke(known, null);
    }
}
