namespace Gatehouse.Dashboard.Operations;

/// <summary>Progress told at once and in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    /// <summary>How many rows go by between two lines of a command.</summary>
    public const int Rows = 100_000;

    public void Report(T value) => tell(value);
}
