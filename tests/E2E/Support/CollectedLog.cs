using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>Keeps what a server writes to its log, whatever the level that is shown.</summary>
public sealed class CollectedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> lines = [];

    public IReadOnlyList<LogLine> Lines => [.. lines];

    /// <summary>Lines with the stack of an exception: something that nobody expected.</summary>
    public IEnumerable<LogLine> Stacks => lines.Where(line => line is { Level: >= LogLevel.Information, Stack: not null });

    public void Clear() => lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Collecting(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Collecting(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Enqueue(new(category, logLevel, formatter(state, exception), exception?.ToString()));
        }
    }
}

/// <summary>A line of the log.</summary>
public sealed record LogLine(string Category, LogLevel Level, string Text, string? Stack);
