namespace Gatehouse.Data.Assign;

/// <summary>What came of checking.</summary>
public abstract record AssignOutcome
{
    private AssignOutcome() { }

    /// <summary>Every row is looked up: valid or not.</summary>
    public sealed record Checked(AssignSheet Sheet) : AssignOutcome;

    /// <summary>The file as a whole cannot be read; the line where that showed, when it has one.</summary>
    public sealed record Unreadable(int? Line, string Message) : AssignOutcome;
}
