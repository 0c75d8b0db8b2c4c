namespace Gatehouse.Data.Policy;

/// <summary>What came of an edit of a profile, a user or a group that moves no credential.</summary>
public abstract record EditOutcome
{
    private EditOutcome() { }

    public sealed record Done(string Id) : EditOutcome;

    /// <summary>A field is wrong; the message says what to do.</summary>
    public sealed record Refused(string Field, string Message) : EditOutcome;

    /// <summary>Somebody else edited the same since the form was opened.</summary>
    public sealed record Conflict : EditOutcome;

    public sealed record Gone : EditOutcome;
}
