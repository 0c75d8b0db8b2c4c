using Bunit;
using Gatehouse.Dashboard.Components.Controls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>How a component reads: the later of two reads counts, a failure has one reference, and a component that is gone hears nothing.</summary>
public sealed class LoadingTests
{
    private readonly LinesOfLog log = new();

    private Failures Failures => new(log);

    [Fact]
    public async Task Of_two_reads_the_later_one_is_shown_though_the_earlier_one_is_answered_last()
    {
        using var loading = new Loading(Failures);
        var (first, second, shown) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>(), new List<string>());

        var earlier = loading.ReadAsync(() => first.Task, shown.Add);
        var later = loading.ReadAsync(() => second.Task, shown.Add);
        Assert.True(loading.IsRunning);
        second.SetResult("second");
        Assert.True(await later);
        Assert.False(loading.IsRunning);
        first.SetResult("first");

        Assert.False(await earlier);
        Assert.Equal(["second"], shown);
    }

    [Fact]
    public async Task A_failure_is_written_to_the_log_once_under_the_reference_that_is_shown()
    {
        using var loading = new Loading(Failures);

        Assert.False(await loading.ReadAsync<string>(() => throw new InvalidOperationException("no such table"), _ => { }));

        Assert.Contains(loading.Failure!, Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.False(loading.IsRunning);
    }

    [Fact]
    public async Task The_failure_of_an_earlier_read_is_not_the_failure_of_the_later_one()
    {
        using var loading = new Loading(Failures);
        var first = new TaskCompletionSource<string>();

        var earlier = loading.ReadAsync(() => first.Task, _ => { });
        Assert.True(await loading.ReadAsync(() => Task.FromResult("second"), _ => { }));
        first.SetException(new InvalidOperationException("late"));

        Assert.False(await earlier);
        Assert.Null(loading.Failure);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_read_that_goes_well_forgets_the_failure_before_it()
    {
        using var loading = new Loading(Failures);
        await loading.ReadAsync<string>(() => throw new InvalidOperationException("once"), _ => { });
        Assert.NotNull(loading.Failure);

        Assert.True(await loading.ReadAsync(() => Task.FromResult("there"), _ => { }));

        Assert.Null(loading.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_comes_when_the_component_is_gone_is_not_shown_and_not_logged(bool fails)
    {
        await using var context = new BunitContext();
        context.Services.AddSingleton(Failures);
        var page = context.Render<Reader>();
        var reader = page.Instance;
        var answer = new TaskCompletionSource<string>();
        var reading = page.InvokeAsync(() => reader.ReadAsync(answer.Task));
        await reader.Asked;

        await context.DisposeComponentsAsync();
        Assert.True(reader.WasCancelled);
        if (fails)
            answer.SetException(new ObjectDisposedException("the connection"));
        else
            answer.SetResult("too late");
        await reading;

        Assert.Equal("reading", reader.Words);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task What_is_read_runs_off_the_circuits_thread_and_is_shown_on_it()
    {
        await using var context = new BunitContext();
        context.Services.AddSingleton(Failures);
        var page = context.Render<Reader>();
        var (during, after) = (new Seen(), new Seen());

        await page.InvokeAsync(() => page.Instance.ReadAsync(during.Take, after.Take));

        Assert.Null(during.Context);
        Assert.NotNull(after.Context);
    }

    private sealed class Seen
    {
        public SynchronizationContext? Context { get; private set; }

        public void Take() => Context = SynchronizationContext.Current;
    }

    /// <summary>A component that reads what a test gives it.</summary>
    private sealed class Reader : LoadingComponent
    {
        private readonly TaskCompletionSource asked = new();
        private CancellationToken stop;

        public string Words { get; private set; } = "";

        /// <summary>The read has begun.</summary>
        public Task Asked => asked.Task;

        public bool WasCancelled => stop.IsCancellationRequested;

        public async Task ReadAsync(Task<string> answer)
        {
            Words = "reading";
            await Loading.ReadAsync(
                cancellation =>
                {
                    stop = cancellation;
                    asked.SetResult();
                    return answer;
                },
                text => Words = text);
            StateHasChanged();
        }

        public async Task ReadAsync(Action during, Action after) => await Loading.ReadAsync(
            () =>
            {
                during();
                return Task.FromResult(true);
            },
            _ => after());
    }

    private sealed class LinesOfLog : ILogger<Failures>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
