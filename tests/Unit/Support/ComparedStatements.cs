using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Gatehouse.Data.Engines;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>
/// In tests a kept statement is made anew when it is found, and held against the one that is kept: a captured value that its shape does not name is found
/// wherever two plans differ in it. That takes milliseconds a statement. So it is done every time in tests of what a plan says (the first worlds of the
/// agreement, the reasons) and everywhere with <c>GATEHOUSE_STATEMENTS=every</c>; else the first times that a shape is found, and ever more seldom after.
/// </summary>
internal static class ComparedStatements
{
    private static readonly AsyncLocal<bool?> Chosen = new();
    private static readonly bool Every = Environment.GetEnvironmentVariable("GATEHOUSE_STATEMENTS") == "every";
    private static readonly ConcurrentDictionary<StatementShape, int> Found = new();

    /// <summary>From now on, in the flow of this test, each statement is compared every time, or never.</summary>
    public static bool AreTrusted { set => Chosen.Value = !value; }

    [ModuleInitializer]
    internal static void Compare() => KeptStatement.IsCompared = shape => Every || (Chosen.Value ?? IsDue(Found.AddOrUpdate(shape, 1, (_, times) => times + 1)));

    private static bool IsDue(int times) => times <= 2 || BitOperations.IsPow2(times);
}
