using System.Text.RegularExpressions;
using Gatehouse.Data;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>Directions of the house, held by reading the assemblies and the sources.</summary>
public sealed partial class LayeringTests
{
    private static readonly string Root = Repository.Root;

    [Fact]
    public void Data_references_neither_ASPNET_hosting_nor_MudBlazor()
    {
        var names = typeof(DashboardDbContext).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(names, name => name.StartsWith("MudBlazor", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.Hosting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Policy", "Reconciliation")]
    [InlineData("Directory", "Reconciliation")]
    [InlineData("Credentials", "Reconciliation")]
    [InlineData("Credentials", "Access")]
    [InlineData("Access", "Reconciliation")]
    public void A_room_does_not_look_up(string room, string above)
    {
        var queriesMayRead = Sources($"src/Data/{room}").Where(file => !file.EndsWith("Queries.cs", StringComparison.Ordinal));
        Assert.All(queriesMayRead, file => Assert.DoesNotContain($"using Gatehouse.Data.{above};", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void The_orphan_mark_of_stored_credentials_changes_in_one_file()
    {
        var writers = Sources("src").Where(file => OrphanWrite().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Equal(["OrphanMark.cs"], writers);
    }

    [Fact]
    public void Every_class_is_sealed_unless_something_inherits_it()
    {
        var types = typeof(DashboardDbContext).Assembly.GetTypes().Concat(typeof(Program).Assembly.GetTypes())
            .Where(type => type.IsClass && type.Namespace?.StartsWith("Gatehouse", StringComparison.Ordinal) == true
                && !type.Namespace.Contains("Migrations", StringComparison.Ordinal) && type.Name[0] != '<' && type.Name[0] != '_'
                && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false))
            .ToArray();
        var open = types.Where(type => !type.IsSealed && !type.IsAbstract && !types.Any(other => other.BaseType == type
            || (other.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == type)));
        // Razor makes a component's class itself: those without code-behind cannot be sealed.
        Assert.Empty(open.Where(type => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type)).Select(type => type.FullName));
    }

    [Fact]
    public void No_file_of_ours_is_over_250_lines_without_a_reason_in_its_first_comment()
    {
        var long_ = Sources("src").Concat(Sources("tests"))
            .Where(file => !file.Contains("Migrations", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > 250 && !File.ReadLines(file).First().StartsWith("// Long because", StringComparison.Ordinal));
        Assert.Empty(long_.Select(file => Path.GetRelativePath(Root, file)));
    }

    [Fact]
    public void Markup_holds_no_code_and_no_component_reaches_past_queries_and_reconciler()
    {
        Assert.All(Files("src/Dashboard/Components", "*.razor"), file =>
            Assert.DoesNotMatch(CodeBlock(), File.ReadAllText(file)));
        var components = typeof(Program).Assembly.GetTypes().Where(typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom);
        var taken = components.SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(Microsoft.AspNetCore.Components.InjectAttribute), true)
                || property.IsDefined(typeof(Microsoft.AspNetCore.Components.ParameterAttribute), true));
        Assert.DoesNotContain(taken, property =>
            typeof(Microsoft.EntityFrameworkCore.DbContext).IsAssignableFrom(property.PropertyType)
            || typeof(IQueryable).IsAssignableFrom(property.PropertyType)
            || property.PropertyType.Name.StartsWith("IDbContextFactory", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_edit_only_through_what_asks_for_the_role_first()
    {
        var components = typeof(Program).Assembly.GetTypes().Where(typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom);
        Assert.DoesNotContain(
            components.SelectMany(type => type.GetProperties()).Where(property => property.IsDefined(typeof(Microsoft.AspNetCore.Components.InjectAttribute), true)),
            property => property.PropertyType.Name.EndsWith("Edits", StringComparison.Ordinal) || property.PropertyType.Name.EndsWith("Store", StringComparison.Ordinal));
        Assert.Equal(["Draft.cs"], Sources("src/Dashboard/Components").Where(file => File.ReadAllText(file).Contains("reconciler.CommitAsync", StringComparison.OrdinalIgnoreCase)).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Manager")]
    [InlineData("Helper")]
    [InlineData("Utils")]
    [InlineData("Common")]
    public void No_type_is_named_for_nothing(string word) =>
        Assert.DoesNotContain(
            typeof(DashboardDbContext).Assembly.GetTypes().Concat(typeof(Program).Assembly.GetTypes())
                .Where(type => type.Namespace?.StartsWith("Gatehouse", StringComparison.Ordinal) == true),
            type => type.Name.EndsWith(word, StringComparison.Ordinal));

    private static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return System.IO.Directory.Exists(path)
            ? System.IO.Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(file => !BuildOutput().IsMatch(file))
            : [];
    }

    [GeneratedRegex(@"SET\s+orphaned_|SetProperty\([^)]*Orphaned", RegexOptions.IgnoreCase)]
    private static partial Regex OrphanWrite();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex BuildOutput();
}
