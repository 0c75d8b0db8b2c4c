using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Tests.E2E.Crash;

/// <summary>What a killed writer had said.</summary>
/// <param name="Committed">Changes whose commit had returned.</param>
/// <param name="Asked">Every edit it began.</param>
/// <param name="IsAmid">The last edit had begun and had not returned.</param>
/// <param name="Odd">Outcomes other than committed and nothing to write, and whatever it wrote about itself.</param>
internal sealed record KilledWriter(IReadOnlyList<long> Committed, IReadOnlyList<Edit> Asked, bool IsAmid, IReadOnlyList<string> Odd)
{
    /// <summary>Starts a process that commits edits, and kills it (SIGKILL) so long after it was ready.</summary>
    public static async Task<KilledWriter> RunAsync(string database, int seed, TimeSpan after)
    {
        var lines = new List<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gatehouse.Tests.CrashWriter.dll"), database, seed.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(2));
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after));
        var ended = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return Of(ended ? [.. lines, $"it ended by itself with {process.ExitCode}"] : lines);

        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (lines)
                lines.Add(line);
            if (line == "ready")
                ready.TrySetResult();
        }
    }

    private static KilledWriter Of(IReadOnlyList<string> lines)
    {
        var told = lines.SkipWhile(line => line != "ready").Skip(1).Select(line => (Word: line.Split(' ')[0], Tail: line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])).ToArray();
        return new(
            [.. told.Where(line => line.Word == "committed").Select(line => long.Parse(line.Tail, CultureInfo.InvariantCulture))],
            [.. told.Where(line => line.Word == "begin").Select(line => JsonSerializer.Deserialize<Edit>(line.Tail, DataJson.Options)!)],
            told is [.., { Word: "begin" }],
            [.. told.Where(line => line.Word is not ("begin" or "committed") && line is not { Word: "not", Tail: "Nothing" }).Select(line => $"{line.Word} {line.Tail}"),
                .. lines.TakeWhile(line => line != "ready")]);
    }
}
