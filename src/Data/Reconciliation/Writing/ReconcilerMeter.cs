using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>How long plans and commits take and what comes of them. Of an edit it tells the kind, never whom or what it is about.</summary>
public static class ReconcilerMeter
{
    /// <summary>What whoever listens knows it by.</summary>
    public const string Name = "Gatehouse";

    /// <summary>What each measurement is told apart by.</summary>
    public static readonly string[] Tags = ["edit", "outcome"];

    // A plan for one key takes milliseconds; a commit that waits longer than the last of these but one for another says that it was busy.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30] };

    private static readonly Meter Ours = new(Name);

    private static readonly Histogram<double> Plans = Ours.CreateHistogram(
        "gatehouse.plan.duration", "s", "Plans of edits, by kind of edit and outcome.", tags: null, Seconds);

    private static readonly Histogram<double> Commits = Ours.CreateHistogram(
        "gatehouse.commit.duration", "s", "Commits of edits with their wait for the database, by kind of edit and outcome.", tags: null, Seconds);

    internal static void Planned(Edit edit, PlanOutcome outcome, TimeSpan took) => Record(Plans, edit, outcome, took);

    /// <param name="edit">Null: it ended before it was known which.</param>
    /// <param name="outcome">Null: it ended by an exception, or whoever asked has gone.</param>
    /// <param name="took">From when it was asked.</param>
    internal static void Committed(Edit? edit, CommitOutcome? outcome, TimeSpan took) => Record(Commits, edit, outcome, took);

    private static void Record(Histogram<double> durations, Edit? edit, object? outcome, TimeSpan took)
    {
        if (durations.Enabled)
            durations.Record(took.TotalSeconds, new(Tags[0], Word(edit?.Kind.ToString() ?? "Unknown")), new(Tags[1], Word(outcome?.GetType().Name ?? "Unfinished")));
    }

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>Tells of one commit when it is over, however it ends.</summary>
internal sealed class MeasuredCommit(TimeProvider clock) : IDisposable
{
    private readonly long began = clock.GetTimestamp();

    /// <summary>Null: what is written before it has not said yet which, or nothing but that is asked for.</summary>
    public Edit? Edit { get; set; }

    public CommitOutcome? Outcome { get; set; }

    public void Dispose()
    {
        if (Edit is not null || Outcome is not null)
            ReconcilerMeter.Committed(Edit, Outcome, clock.GetElapsedTime(began));
    }
}
