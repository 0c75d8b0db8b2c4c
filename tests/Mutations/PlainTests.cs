using System.Collections;
using System.Reflection;
using Xunit;

namespace Gatehouse.Tests.Mutations;

/// <summary>One test, run without a test framework: a case of a method.</summary>
internal sealed record PlainTest(Type Class, MethodInfo Method, object?[] Arguments)
{
    public string Name => $"{Class.Name}.{Method.Name}";

    /// <summary>Runs it; what it throws is what it has to say.</summary>
    public async Task RunAsync()
    {
        var constructor = Class.GetConstructors()[0];
        var instance = Activator.CreateInstance(Class, [.. constructor.GetParameters().Select(_ => (object?)new Silent())]);
        try
        {
            if (instance is IAsyncLifetime lifetime)
                await lifetime.InitializeAsync();
            switch (Method.Invoke(instance, Arguments))
            {
                case Task task:
                    await task;
                    break;
                case ValueTask value:
                    await value;
                    break;
            }
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            (instance as IDisposable)?.Dispose();
        }
    }

    /// <summary>Every case of the test methods of a class.</summary>
    public static IEnumerable<PlainTest> Of(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            if (method.GetCustomAttribute<TheoryAttribute>() is null)
            {
                if (method.GetCustomAttribute<FactAttribute>() is not null)
                    yield return new(type, method, []);
                continue;
            }
            foreach (var inline in method.GetCustomAttributes<InlineDataAttribute>())
                yield return new(type, method, Fitted(method, inline.Data));
            foreach (var member in method.GetCustomAttributes<MemberDataAttribute>())
                foreach (var row in (IEnumerable)type.GetProperty(member.MemberName)!.GetValue(null)!)
                    yield return new(type, method, Fitted(method, row is ITheoryDataRow data ? data.GetData() : (object?[])row));
        }
    }

    private static object?[] Fitted(MethodInfo method, object?[]? data)
    {
        var (given, parameters) = (data ?? [null], method.GetParameters());
        // The last parameter may take any number of values.
        if (parameters.Length > 0 && parameters[^1].IsDefined(typeof(ParamArrayAttribute)) && !(given.Length == parameters.Length && given[^1] is Array))
        {
            var rest = Array.CreateInstance(parameters[^1].ParameterType.GetElementType()!, given.Length - parameters.Length + 1);
            given[(parameters.Length - 1)..].CopyTo((object?[])rest, 0);
            given = [.. given[..(parameters.Length - 1)], rest];
        }
        return [.. given.Zip(parameters, (value, parameter) => value is IConvertible && Nullable.GetUnderlyingType(parameter.ParameterType) is null && !parameter.ParameterType.IsEnum && parameter.ParameterType.IsPrimitive
            ? Convert.ChangeType(value, parameter.ParameterType, null) : value)];
    }

    private sealed class Silent : ITestOutputHelper
    {
        public string Output => "";

        public void Write(string message) { }

        public void Write(string format, params object[] args) { }

        public void WriteLine(string message) { }

        public void WriteLine(string format, params object[] args) { }
    }
}
