using System.Reflection;
using Gatehouse.Data.Engines;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>
/// Whatever a page calls that writes leads to an entry on record. Pages are walked as they are compiled: a page, or a write, that is new is walked too.
/// </summary>
public sealed class PageWritesTests
{
    // Each with the reason why nothing goes on record.
    private static readonly Dictionary<string, string> SaysNothing = new()
    {
        ["KeptDrafts.KeepAsync"] = "A draft decides nothing.",
        ["KeptDrafts.MarkAsync"] = "That the commit of a draft is on its way; the commit is on record.",
        ["KeptDrafts.EndAsync"] = "A draft decides nothing.",
        ["PasswordAgain.GiveAsync"] = "That a password was given again opens nothing new. One that was wrong is on record with the refusals.",
    };

    private static readonly CallGraph Graph = new();

    [Fact]
    public void Every_write_of_a_page_goes_on_record_or_is_listed_here_with_its_reason()
    {
        var written = Writers().ToArray();
        var silent = written.Where(write => !Graph.From(write).Any(IsRecord)).Select(Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(SaysNothing.Keys.Order(StringComparer.Ordinal), silent);
        // It finds what pages are known to write: else it would hold of nothing.
        foreach (var known in new[] { "AdminEdits.AddAsync", "ApiTokenStore.RevokeAsync", "SettingEdits.GuardAsync", "VirtualKeyEdits.RotateAsync", "PeopleEdits.CreateUserAsync", "Reconciler.CommitAsync", "NewKeys.MakeAsync", "BifrostImporter.ImportAsync" })
            Assert.Contains(known, written.Select(Name));
    }

    /// <summary>What pages call, and is no page's, and leads to the seam.</summary>
    private static IEnumerable<MethodBase> Writers() =>
        (from method in CompiledCode.Methods
         where IsPage(CompiledCode.Home(method))
         from called in CallGraph.Called(method)
         where !IsPage(CompiledCode.Home(called)) && Graph.From(called).Any(IsWrite)
         select called).Distinct();

    private static bool IsPage(Type type) => type.Namespace?.StartsWith("Gatehouse.Dashboard.Components", StringComparison.Ordinal) == true;

    private static bool IsWrite(MethodBase method) => method.DeclaringType == typeof(Writes) && method.Name is nameof(Writes.RunAsync) or nameof(Writes.EditAsync);

    private static bool IsRecord(MethodBase method) => method.DeclaringType == typeof(WriteStep) && method.Name is nameof(WriteStep.Record) or nameof(WriteStep.HasChange);

    private static string Name(MethodBase method) => $"{CompiledCode.Home(method).Name}.{method.Name}";
}
