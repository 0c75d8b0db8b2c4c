using System.Globalization;
using System.Reflection;
using System.Resources;
using Gatehouse.Dashboard.Operations;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Nothing lies about that nobody uses: texts without a page, sweeps that nothing runs.</summary>
public sealed class UnusedTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Texts = [.. typeof(Program).Assembly.GetTypes().Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal) && type.GetProperty("ResourceManager", Static) is not null)];

    private static readonly HashSet<(Type?, string)> Named =
        [.. CompiledCode.Methods.Where(method => !Texts.Contains(CompiledCode.Home(method))).SelectMany(CompiledCode.Names).OfType<MethodInfo>().Select(method => (method.DeclaringType, method.Name))];

    [Fact]
    public void Every_text_in_a_resource_is_used()
    {
        // A page names the text of its title in an attribute.
        var titles = typeof(Program).Assembly.GetTypes().SelectMany(type => type.CustomAttributes).Where(attribute => attribute.ConstructorArguments.Count == 2)
            .Select(attribute => (attribute.ConstructorArguments[0].Value as Type, attribute.ConstructorArguments[1].Value as string)).ToHashSet();
        var unused = from type in Texts
                     from text in type.GetProperties(Static)
                     where text.PropertyType == typeof(string) && !Named.Contains((type, text.GetMethod!.Name)) && !titles.Contains((type, text.Name)) && !(type == typeof(RecordTexts) && IsLookedUp(text.Name))
                     select $"{type.Name}.{text.Name}";

        Assert.True(Texts.Length > 15);
        Assert.Empty(unused);
    }

    [Fact]
    public void Every_text_that_the_record_looks_up_belongs_to_something_that_is_recorded()
    {
        var words = CompiledCode.Methods.SelectMany(CompiledCode.Literals).Select(word => word.ToLowerInvariant()).ToHashSet();
        var actions = typeof(RecordAction).GetFields(Static).Select(action => (string)action.GetRawConstantValue()!).ToHashSet();
        var keys = ((System.Collections.IEnumerable)new ResourceManager(typeof(RecordTexts)).GetResourceSet(CultureInfo.InvariantCulture, true, true)!).Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key);
        var lost = keys.Where(key => key.Split('.', 2) switch
        {
            ["Action", var action] => !actions.Contains(action),
            ["Origin", var origin] => !Enum.TryParse<Origin>(origin, out _),
            ["Field", var field] => !words.Contains(field),
            _ => false,
        });
        Assert.Empty(lost);
    }

    [Fact]
    public void Every_sweep_is_run_and_every_background_step_is_started()
    {
        var sweeps = CompiledCode.Methods.OfType<MethodInfo>().Where(method => method.IsPublic && method.Name.Contains("Sweep", StringComparison.Ordinal) && method.Name[0] != '<').ToArray();
        Assert.Contains(sweeps, sweep => sweep.DeclaringType == typeof(Data.Drafts.KeptDrafts));
        Assert.Empty(sweeps.Where(sweep => !Named.Contains((sweep.DeclaringType, sweep.Name))).Select(sweep => $"{sweep.DeclaringType!.Name}.{sweep.Name}"));

        var started = CompiledCode.Methods.SelectMany(CompiledCode.Names).OfType<MethodInfo>().Where(method => method.Name == "AddHostedService").SelectMany(method => method.GetGenericArguments()).ToHashSet();
        var steps = typeof(Program).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(IHostedService).IsAssignableFrom(type));
        Assert.Empty(steps.Except(started).Select(step => step.Name));
    }

    private static bool IsLookedUp(string name) => name.StartsWith("Action_", StringComparison.Ordinal) || name.StartsWith("Field_", StringComparison.Ordinal) || name.StartsWith("Origin_", StringComparison.Ordinal);
}
