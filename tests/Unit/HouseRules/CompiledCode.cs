using System.Reflection;
using System.Reflection.Emit;
using Gatehouse.Data;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>What the compiled methods of the program call and name: no text, no using line hides anything from it.</summary>
internal static class CompiledCode
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every method of ours, lambdas and the steps of asynchronous ones too; migrations, which EF writes, stay out.</summary>
    public static IEnumerable<MethodBase> Methods { get; } = typeof(DashboardDbContext).Assembly.GetTypes().Concat(typeof(Program).Assembly.GetTypes())
        .Where(type => type.Namespace?.Contains("Migrations", StringComparison.Ordinal) != true)
        .SelectMany(type => type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own))).Where(method => method.GetMethodBody() is not null).ToArray();

    /// <summary>The type of ours that a method is written in: that around its lambdas and asynchronous steps.</summary>
    public static Type Home(MethodBase method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer && type.Name[0] == '<')
            type = outer;
        return type;
    }

    /// <summary>The methods and types that a method names.</summary>
    public static IEnumerable<MemberInfo> Names(MethodBase method)
    {
        var body = method.GetMethodBody()!;
        foreach (var handler in body.ExceptionHandlingClauses)
            if (handler.Flags == ExceptionHandlingClauseOptions.Clause && handler.CatchType is { } caught)
                yield return caught;
        var il = body.GetILAsByteArray()!;
        foreach (var (code, at) in Operations(method))
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineField
                && Named(method, BitConverter.ToInt32(il, at)) is { } named)
                yield return named;
    }

    /// <summary>The texts that a method holds.</summary>
    public static IEnumerable<string> Literals(MethodBase method)
    {
        foreach (var (code, at) in Operations(method))
            if (code.OperandType is OperandType.InlineString)
                yield return method.Module.ResolveString(BitConverter.ToInt32(method.GetMethodBody()!.GetILAsByteArray()!, at));
    }

    /// <summary>The calls of a method whose result it throws away.</summary>
    public static IEnumerable<MethodBase> Dropped(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        MethodBase? before = null;
        foreach (var (code, at) in Operations(method))
        {
            if (before is not null && code == OpCodes.Pop)
                yield return before;
            before = code == OpCodes.Call || code == OpCodes.Callvirt ? Named(method, BitConverter.ToInt32(il, at)) as MethodBase : null;
        }
    }

    /// <summary>The operations of a method, with the place of what they take.</summary>
    private static IEnumerable<(OpCode Code, int At)> Operations(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? BitConverter.ToInt16([il[at + 1], il[at]]) : il[at]];
            at += code.Size;
            yield return (code, at);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Named(MethodBase method, int token) => method.Module.ResolveMember(
        token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
}
