using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: Gatehouse.Tests.E2E.Support.EndsPages]

namespace Gatehouse.Tests.E2E.Support;

/// <summary>
/// Browsers that tests have open. One left open would keep a circuit, its timers and a tab busy beside every later test: so it is closed once
/// its test has ended or, where the test has a server of its own, before that stops.
/// </summary>
internal static class OpenPages
{
    private static readonly ConcurrentDictionary<IBrowserContext, (string? Test, DashboardServer Server)> Open = [];
    private static readonly ConcurrentDictionary<string, bool> Ended = [];

    public static void Add(IBrowserContext context, DashboardServer server) => Open[context] = (TestContext.Current.Test?.UniqueID, server);

    public static void End(string test) => Ended[test] = true;

    public static Task CloseEndedAsync() => CloseAsync(owner => owner.Test is { } test && Ended.ContainsKey(test));

    public static Task CloseAsync(DashboardServer server) => CloseAsync(owner => owner.Server == server);

    private static async Task CloseAsync(Func<(string? Test, DashboardServer Server), bool> which)
    {
        foreach (var (context, owner) in Open)
        {
            if (which(owner) && Open.TryRemove(context, out _))
                await context.CloseAsync();
        }
    }
}

/// <summary>Notes that a test has ended. It must not wait for the browser: that needs the threads the tests run on.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndsPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => OpenPages.End(test.UniqueID);
}
