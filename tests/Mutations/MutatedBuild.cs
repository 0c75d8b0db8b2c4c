using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gatehouse.Tests.Mutations;

/// <summary>Gatehouse.Data.dll once more, with every mutant of some folders in it behind its switch.</summary>
internal static class MutatedBuild
{
    private const string Switch =
        """
        namespace Gatehouse.Data;
        internal static class Mutants
        {
            public static int Active;
            public static System.Collections.Generic.HashSet<int>? Asked;
            public static bool Is(int number)
            {
                if (Asked is { } asked) lock (asked) asked.Add(number);
                return Active == number;
            }
        }
        """;

    /// <summary>Compiles it to a path. Mutants that do not compile are left out, which takes some rounds.</summary>
    public static IReadOnlyList<Mutant> Make(string root, IReadOnlyList<string> folders, string path)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var sources = Directory.EnumerateFiles(Path.Combine(root, "src/Data"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "src/Data/obj/Release/net10.0"), "*.cs"))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).ToArray();
        var shared = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Gatehouse.", StringComparison.Ordinal))
            .Select(file => (MetadataReference)MetadataReference.CreateFromFile(file));
        var compilation = Generated(root, CSharpCompilation.Create(
            "Gatehouse.Data", sources, shared, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true)));
        var refused = new HashSet<int>();
        for (var round = 1; ; round++)
        {
            var (mutants, changedTo) = (new List<Mutant>(), new HashSet<int>());
            var mutated = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Switch, options));
            foreach (var tree in compilation.SyntaxTrees.Where(tree => folders.Any(folder => tree.FilePath.StartsWith(Path.Combine(root, "src/Data", folder) + "/", StringComparison.Ordinal))).OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
            {
                var changed = new Mutator(compilation.GetSemanticModel(tree), Path.GetRelativePath(root, tree.FilePath), refused, mutants).Visit(tree.GetRoot());
                changedTo.UnionWith(Numbers(changed));
                mutated = mutated.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(changed.ToFullString(), options, tree.FilePath));
            }
            using (var file = File.Create(path))
            {
                var result = mutated.Emit(file);
                Console.WriteLine($"Round {round}: {mutants.Count} mutants, {refused.Count} left out, {(result.Success ? "compiled" : "errors")}.");
                if (result.Success)
                    return [.. mutants.Where(mutant => changedTo.Contains(mutant.Number))];
                var before = refused.Count;
                foreach (var error in result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                    refused.UnionWith(Around(error));
                if (refused.Count == before)
                    throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
            }
        }
    }

    /// <summary>The innermost mutant around an error; else all of its statement.</summary>
    private static int[] Around(Diagnostic error)
    {
        var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan);
        foreach (var around in node.AncestorsAndSelf())
            if (Numbers(around) is { Length: > 0 } numbers)
                return numbers;
        return [];
    }

    /// <summary>The mutants that stand in a piece of source.</summary>
    private static int[] Numbers(SyntaxNode node) => [.. node.DescendantNodesAndSelf().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax>()
        .Where(call => call.Expression.ToString() == "global::Gatehouse.Data.Mutants.Is").Select(call => int.Parse(call.ArgumentList.Arguments[0].ToString(), null))];

    /// <summary>What source generators add: regular expressions, and the methods that log.</summary>
    private static Compilation Generated(string root, CSharpCompilation compilation)
    {
        var packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../packs/Microsoft.NETCore.App.Ref");
        var generators = Directory.EnumerateFiles(packs, "System.Text.RegularExpressions.Generator.dll", SearchOption.AllDirectories).Append(Logging(root))
            .SelectMany(file => Types(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(file))))
            .Where(type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()).ToArray();
        CSharpGeneratorDriver.Create(generators, parseOptions: new CSharpParseOptions(LanguageVersion.Latest)).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return generated;

        // Their code fixes need assemblies that are not here; the generators do not.
        static IEnumerable<Type> Types(Assembly assembly)
        {
            try
            {
                return assembly.GetTypes();
            }
            catch (ReflectionTypeLoadException some)
            {
                return some.Types.OfType<Type>();
            }
        }
    }

    /// <summary>The generator of the package that src/Data was built with.</summary>
    private static string Logging(string root)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "src/Data/obj/project.assets.json")));
        var library = assets.RootElement.GetProperty("libraries").EnumerateObject().Single(library => library.Name.StartsWith("Microsoft.Extensions.Logging.Abstractions/", StringComparison.Ordinal));
        return assets.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(folder => Path.Combine(folder.Name, library.Value.GetProperty("path").GetString()!, "analyzers/dotnet/roslyn4.4/cs/Microsoft.Extensions.Logging.Generators.dll")).First(File.Exists);
    }
}
