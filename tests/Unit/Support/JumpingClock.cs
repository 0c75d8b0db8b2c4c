namespace Gatehouse.Tests.Unit.Support;

/// <summary>A clock that somebody sets: the date jumps, the time that passes does not.</summary>
public sealed class JumpingClock(TimeProvider real) : TimeProvider
{
    public TimeSpan Jump { get; set; }

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Jump;

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
