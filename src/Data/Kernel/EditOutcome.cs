
namespace Gatehouse.Data.Kernel;

/// <summary>What came of an edit that moves no credential.</summary>
public abstract record EditOutcome
{
    private EditOutcome() { }

    /// <param name="Id">Public id of what was edited.</param>
    /// <param name="Secret">A new secret, to be shown once.</param>
    /// <param name="Warnings">What the edit took along that nobody asked for in so many words; null: nothing.</param>
    public sealed record Done(string Id, string? Secret = null, IReadOnlyList<string>? Warnings = null) : EditOutcome;

    /// <summary>A field is wrong; the message says what to do.</summary>
    /// <param name="Field">Its name.</param>
    /// <param name="Message">What to do.</param>
    /// <param name="IsTaken">It is right by itself, but something else has that value already.</param>
    public sealed record Refused(string Field, string Message, bool IsTaken = false) : EditOutcome
    {
        /// <summary>What the database says when somebody else took the value at the same moment.</summary>
        public static Refused Taken(string field) => new(field, $"Something else has this {field.Replace('_', ' ')} already. Choose another.", IsTaken: true);
    }

    /// <summary>Somebody else edited the same since the form was opened.</summary>
    public sealed record Conflict : EditOutcome;

    /// <summary>It is not the version that the caller read.</summary>
    public sealed record Outdated : EditOutcome;

    public sealed record Gone : EditOutcome;

    /// <summary>The role of whoever asks does not cover it. Nothing was written.</summary>
    public sealed record NotAllowed(Role Needs) : EditOutcome;

    /// <summary>Another write held the database for as long as we wait. Nothing was written.</summary>
    public sealed record Busy(TimeSpan Waited) : EditOutcome;

    /// <summary>The storage refuses. Nothing was written.</summary>
    public sealed record Storage(StorageFault Fault) : EditOutcome;
}
