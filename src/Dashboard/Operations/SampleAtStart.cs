namespace Gatehouse.Dashboard.Operations;

/// <summary><c>--sample demo|scale</c> at server start.</summary>
internal static class SampleAtStart
{
    public static Task LoadAsync(IServiceProvider services, string[] args) => Task.CompletedTask;
}
