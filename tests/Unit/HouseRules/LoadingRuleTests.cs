namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Components read through Loading. What goes off the circuit's thread by itself is named here, with the reason.</summary>
public sealed class LoadingRuleTests
{
    private static readonly Dictionary<string, string> Named = new()
    {
        ["Loading"] = "the one way to read",
        ["Draft"] = "an edit's plan and commit have steps of their own, and a lost answer is asked for",
        ["ReviewStep"] = "the ids are one part of a check, whose failure is the check's",
        ["ConnectionCard"] = "a test that an admin cancels says so",
        ["ImportPage"] = "an import that an admin cancels says so",
        ["BifrostForm"] = "an upload that an admin cancels says so",
        ["NewClientDialog"] = "a write: a later one does not take its place, and its failure is logged though the dialog is gone",
        ["ClientSettingsForm"] = "a write",
        ["StaticHeadersEditor"] = "a write",
    };

    [Fact]
    public void No_component_leaves_the_circuits_thread_but_through_loading()
    {
        var found = CompiledCode.Methods.Where(method => CompiledCode.Home(method).Namespace?.StartsWith("Gatehouse.Dashboard.Components", StringComparison.Ordinal) == true)
            .Where(method => CompiledCode.Names(method).Any(named => named.DeclaringType == typeof(Task) && named.Name == nameof(Task.Run)))
            .Select(method => CompiledCode.Home(method).Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Named.Keys.Order(StringComparer.Ordinal), found);
    }
}
