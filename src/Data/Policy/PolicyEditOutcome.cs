namespace Gatehouse.Data.Policy;

/// <summary>What came of an edit of a virtual key or an MCP client that moves no credential.</summary>
public abstract record PolicyEditOutcome
{
    private PolicyEditOutcome() { }

    /// <param name="Id">Public id of what was edited.</param>
    /// <param name="Secret">A new secret, to be shown once.</param>
    public sealed record Done(string Id, string? Secret = null) : PolicyEditOutcome;

    /// <summary>A field is wrong; the message says what to do.</summary>
    public sealed record Refused(string Field, string Message) : PolicyEditOutcome;

    /// <summary>Somebody else edited it since the form was opened.</summary>
    public sealed record Conflict : PolicyEditOutcome;

    public sealed record Gone : PolicyEditOutcome;
}
