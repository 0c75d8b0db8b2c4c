using System.Runtime.CompilerServices;
using Gatehouse.Data.Engines;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>
/// In tests every kept statement is made anew whenever it is found, and held against the one that is kept: a captured value that its shape does not
/// name is found wherever a test makes two plans that differ in it. That takes milliseconds a statement, so tests of thousands of plans trust it.
/// </summary>
internal static class ComparedStatements
{
    private static readonly AsyncLocal<bool> Trusted = new();

    /// <summary>From now on, in the flow of this test, statements are taken as they are kept.</summary>
    public static bool AreTrusted { set => Trusted.Value = value; }

    [ModuleInitializer]
    internal static void Compare() => KeptStatement.IsCompared = () => !Trusted.Value;
}
