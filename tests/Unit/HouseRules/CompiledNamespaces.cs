using Mono.Cecil;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>What the compiler saw of an assembly: which namespace uses which, and by what. A constant is copied by the compiler and leaves no arrow.</summary>
internal sealed class CompiledNamespaces
{
    private readonly string prefix;
    private readonly Dictionary<(string From, string To), SortedSet<string>> arrows = [];

    /// <param name="assembly">The compiled assembly.</param>
    /// <param name="prefix">Namespaces that do not begin with it are somebody else's.</param>
    public CompiledNamespaces(System.Reflection.Assembly assembly, string prefix)
    {
        this.prefix = prefix;
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        foreach (var type in module.GetTypes())
            Read(type);
    }

    /// <summary>Every namespace that has an arrow.</summary>
    public IEnumerable<string> All => arrows.Keys.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The namespaces that one uses.</summary>
    public IEnumerable<string> SeenBy(string from) => arrows.Keys.Where(arrow => arrow.From == from).Select(arrow => arrow.To).Order(StringComparer.Ordinal);

    /// <summary>Sets of namespaces that reach each other, with the arrows between them.</summary>
    /// <param name="room">What counts as one: a page's folder with all in it.</param>
    public IEnumerable<string> Circles(Func<string, string> room)
    {
        var rooms = arrows.GroupBy(arrow => (From: room(arrow.Key.From), To: room(arrow.Key.To))).Where(group => group.Key.From != group.Key.To)
            .ToDictionary(group => group.Key, group => group.SelectMany(arrow => arrow.Value).Take(3));
        var reached = rooms.Keys.Select(arrow => arrow.From).Distinct().ToDictionary(from => from, from => Reached(from, [.. rooms.Keys]));
        return rooms.Where(arrow => reached.TryGetValue(arrow.Key.To, out var back) && back.Contains(arrow.Key.From))
            .Select(arrow => $"{arrow.Key.From} → {arrow.Key.To}: {string.Join("; ", arrow.Value)}").Order(StringComparer.Ordinal);
    }

    private static HashSet<string> Reached(string from, (string From, string To)[] arrows)
    {
        HashSet<string> seen = [];
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var at))
            foreach (var arrow in arrows.Where(arrow => arrow.From == at && seen.Add(arrow.To)))
                next.Enqueue(arrow.To);
        return seen;
    }

    private void Read(TypeDefinition type)
    {
        Add(type, type.BaseType);
        foreach (var face in type.Interfaces)
            Add(type, face.InterfaceType);
        foreach (var attribute in type.CustomAttributes)
            Add(type, attribute.AttributeType);
        foreach (var field in type.Fields)
            Add(type, field.FieldType);
        foreach (var method in type.Methods)
        {
            Add(type, method.ReturnType);
            foreach (var parameter in method.Parameters)
                Add(type, parameter.ParameterType);
            if (method.HasBody)
                Read(type, method.Body);
        }
    }

    private void Read(TypeDefinition type, Mono.Cecil.Cil.MethodBody body)
    {
        foreach (var variable in body.Variables)
            Add(type, variable.VariableType);
        foreach (var operand in body.Instructions.Select(instruction => instruction.Operand))
        {
            if (operand is TypeReference used)
                Add(type, used);
            if (operand is MemberReference member)
                Add(type, member.DeclaringType);
            if (operand is GenericInstanceMethod generic)
                foreach (var argument in generic.GenericArguments)
                    Add(type, argument);
        }
    }

    private void Add(TypeDefinition from, TypeReference? to)
    {
        if (to is GenericInstanceType generic)
            foreach (var argument in generic.GenericArguments)
                Add(from, argument);
        if (to is TypeSpecification made)
            Add(from, made.ElementType);
        else if (to is not null and not GenericParameter)
            Add(Outer(from), Outer(to));
    }

    private void Add(TypeReference from, TypeReference to)
    {
        if (from.Namespace == to.Namespace || !IsOurs(from.Namespace) || !IsOurs(to.Namespace))
            return;
        if (!arrows.TryGetValue((from.Namespace, to.Namespace), out var by))
            arrows[(from.Namespace, to.Namespace)] = by = new(StringComparer.Ordinal);
        by.Add($"{from.Name} uses {to.Name}");
    }

    private bool IsOurs(string name) => name == prefix || name.StartsWith($"{prefix}.", StringComparison.Ordinal);

    private static TypeReference Outer(TypeReference type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
