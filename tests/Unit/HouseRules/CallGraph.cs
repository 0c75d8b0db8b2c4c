using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Which methods of ours a method leads to: through calls, lambdas, and the steps of asynchronous ones.</summary>
internal sealed class CallGraph
{
    private static readonly HashSet<Assembly> Ours = [typeof(Data.DashboardDbContext).Assembly, typeof(Program).Assembly];
    private readonly Dictionary<MethodBase, HashSet<MethodBase>> reached = [];

    /// <summary>All of them, itself too.</summary>
    public IReadOnlySet<MethodBase> From(MethodBase method)
    {
        if (reached.TryGetValue(method, out var known))
            return known;
        var found = new HashSet<MethodBase> { method };
        var open = new Stack<MethodBase>([method]);
        while (open.TryPop(out var next))
            foreach (var called in Called(next))
                if (found.Add(called))
                    open.Push(called);
        return reached[method] = found;
    }

    /// <summary>Those that it names itself, as they are defined.</summary>
    public static IEnumerable<MethodBase> Called(MethodBase method)
    {
        if (method.GetMethodBody() is null)
            yield break;
        foreach (var member in CompiledCode.Names(method))
        {
            if (member is MethodBase called && called.DeclaringType is { } home && Ours.Contains(home.Assembly))
                yield return Defined(called);
            // An asynchronous method makes its steps, and fills their fields, and never calls them.
            if (member.DeclaringType is { } steps && Ours.Contains(steps.Assembly) && typeof(IAsyncStateMachine).IsAssignableFrom(steps))
                foreach (var step in Defined(steps).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(step => step.Name.EndsWith("MoveNext", StringComparison.Ordinal)))
                    yield return step;
        }
    }

    private static Type Defined(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static MethodBase Defined(MethodBase method) =>
        method.IsGenericMethod || method.DeclaringType!.IsGenericType ? method.Module.ResolveMethod(method.MetadataToken)! : method;
}
