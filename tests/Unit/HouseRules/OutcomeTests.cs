using System.Reflection;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>What came of a write is looked at: a page that does not look says "done" of what was refused.</summary>
public sealed class OutcomeTests
{
    // Each with the reason why it does not matter there.
    private static readonly Dictionary<string, string> Dropped = new()
    {
        ["ConnectionTest"] = "The page shows the tools that the server listed. Where they cannot be kept, the next test keeps them.",
        ["PasswordAgain"] = "The password was right. Where the moment cannot be noted, it is asked for again.",
    };

    [Fact]
    public void No_outcome_of_a_write_is_thrown_away()
    {
        var thrown = from method in CompiledCode.Methods
                     from called in CompiledCode.Dropped(method)
                     where IsOutcome(called)
                     select CompiledCode.Home(method).Name;
        Assert.Equal(Dropped.Keys.Order(StringComparer.Ordinal), thrown.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Of a call, or of what is awaited. A plan writes nothing.</summary>
    private static bool IsOutcome(MethodBase called) =>
        called is MethodInfo { ReturnType: var type } && type.Namespace?.StartsWith("Gatehouse", StringComparison.Ordinal) == true
        && ((type.Name.EndsWith("Outcome", StringComparison.Ordinal) && type.Name != "PlanOutcome") || type.Name == "WriteResult`1");
}
