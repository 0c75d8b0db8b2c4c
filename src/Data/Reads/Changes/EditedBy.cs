
namespace Gatehouse.Data.Reads.Changes;

/// <summary>The latest change that touched something.</summary>
public sealed record EditedBy(long ChangeId, string Actor, DateTimeOffset At);
