using System.Reflection;
using Gatehouse.Data.Engines;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>There is one way to write: whatever saves, updates or deletes has a step of the seam in its hands.</summary>
public sealed class WriteSeamTests
{
    private static readonly string[] Writing =
    [
        "SaveChanges", "SaveChangesAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync",
        "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteNonQuery", "ExecuteNonQueryAsync",
    ];

    private static readonly string[] IdentityReads = ["Find", "Check", "Verify", "Generate", "Get", "Is", "Has"];

    // Each with the reason why it has no step.
    private static readonly Dictionary<string, string> WriteWithout = new()
    {
        ["RecordChain"] = "The record itself: the seam hands it the context of the step.",
        ["MigrationLock"] = "The schema, before there is a table to put anything on record in.",
        ["PlanContext"] = "Fills temporary tables of its own connection.",
        ["PlanCover"] = "Fills temporary tables of its own connection.",
        ["FlowStart"] = "Made with a step, and writes on its context.",
        ["ChangeRecord"] = "A commit's own rows, in the transaction of its step.",
        ["Inserts"] = "Prepared in the transaction of the step that it is made with.",
        ["BifrostDatabase"] = "A copy of another program's file.",
        ["BifrostConfigRows"] = "Tables in memory.",
    };

    // Why nothing goes on record; what is not here puts an entry or a change there.
    private static readonly Dictionary<string, string> SaysNothing = new()
    {
        ["Accounts"] = "The password given is the one they have.",
        ["ApiTokenStore"] = "When a token was used; a token that was revoked before.",
        ["ClientSecretUpgrade"] = "The form of what is stored, not what it says.",
        ["FlowEdits"] = "A person's own sign-in to an MCP client.",
        ["FlowSweeps"] = "A flow that ran out of time.",
        ["KeptDrafts"] = "A draft decides nothing.",
        ["McpClientEdits"] = "Nothing is another.",
        ["ProfileEdits"] = "Nothing is another.",
        ["Tagged"] = "Only looks whether the object is the one that was read.",
        ["VirtualKeyEdits"] = "Nothing is another.",
        ["RecordRetention"] = "Addresses at the end of their days.",
        ["SeenClock"] = "How far time has come.",
        ["SignInEdits"] = "None was open.",
        ["SignInStore"] = "When a sign-in was seen, or a password given again.",
    };

    [Fact]
    public void Nothing_saves_updates_or_deletes_without_a_step_of_the_seam()
    {
        var past = from method in CompiledCode.Methods
                   where !IsEngine(method) && !HasStep(method)
                   from called in CompiledCode.Names(method).OfType<MethodBase>()
                   where (Writing.Contains(called.Name) && IsLibrary(called)) || IsIdentityWrite(called)
                   select (Home: CompiledCode.Home(method).Name, called.Name);
        Assert.Empty(past.Where(found => !WriteWithout.ContainsKey(found.Home)).Select(found => $"{found.Home} calls {found.Name}").Distinct());
    }

    [Fact]
    public void Nothing_begins_a_transaction_but_the_engine()
    {
        var begun = from method in CompiledCode.Methods
                    where !IsEngine(method)
                    from called in CompiledCode.Names(method).OfType<MethodBase>()
                    where called.Name is "BeginTransaction" or "BeginTransactionAsync" or "UseTransaction" or "UseTransactionAsync"
                    select CompiledCode.Home(method).Name;
        // A copy of another program's file.
        Assert.Empty(begun.Distinct().Except(["BifrostDatabase"]));
    }

    [Fact]
    public void A_step_is_made_by_the_seam_and_by_the_preview_that_only_reads()
    {
        var made = from method in CompiledCode.Methods
                   from called in CompiledCode.Names(method).OfType<ConstructorInfo>()
                   where called.DeclaringType == typeof(WriteStep)
                   select CompiledCode.Home(method).Name;
        Assert.Equal(["JointEdits", "Writes"], made.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_goes_off_the_record_is_listed_here_with_its_reason()
    {
        var silent = from method in CompiledCode.Methods
                     from called in CompiledCode.Names(method).OfType<MethodBase>()
                     where called.DeclaringType == typeof(WriteStep) && called.Name == nameof(WriteStep.OffRecord)
                     select CompiledCode.Home(method).Name;
        Assert.Equal(SaysNothing.Keys.Order(StringComparer.Ordinal), silent.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SQLite_is_named_by_the_engine_and_the_reader_of_Bifrost_only()
    {
        var named = from method in CompiledCode.Methods
                    where !IsEngine(method) && CompiledCode.Home(method).Namespace != "Gatehouse.Data.Import.Bifrost"
                    from member in CompiledCode.Names(method)
                    where IsSqlite(member as Type ?? member.DeclaringType)
                    select $"{CompiledCode.Home(method).FullName} names {(member as Type ?? member.DeclaringType)!.Name}";
        Assert.Empty(named.Distinct());
    }

    private static bool IsSqlite(Type? type) =>
        type?.Namespace is { } room && (room.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal) || room.StartsWith("SQLitePCL", StringComparison.Ordinal)
            || room.StartsWith("Microsoft.EntityFrameworkCore.Sqlite", StringComparison.Ordinal)) || (type?.Name.StartsWith("Sqlite", StringComparison.Ordinal) == true && type.Namespace != "Gatehouse.Data.Import.Bifrost");

    private static bool IsEngine(MethodBase method) => CompiledCode.Home(method).Namespace?.StartsWith("Gatehouse.Data.Engines", StringComparison.Ordinal) == true;

    private static bool IsLibrary(MethodBase called) => called.DeclaringType?.Namespace?.StartsWith("Gatehouse", StringComparison.Ordinal) != true || called.DeclaringType == typeof(Data.DashboardDbContext);

    /// <summary>Identity saves by itself.</summary>
    private static bool IsIdentityWrite(MethodBase called) =>
        called.DeclaringType is { Name: "UserManager`1" } && called.Name.EndsWith("Async", StringComparison.Ordinal)
        && !IdentityReads.Any(reads => called.Name.StartsWith(reads, StringComparison.Ordinal));

    /// <summary>A parameter, or a field of the class, of the lambda's closure or of the asynchronous step.</summary>
    private static bool HasStep(MethodBase method)
    {
        if (method.GetParameters().Any(parameter => parameter.ParameterType == typeof(WriteStep)))
            return true;
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(field => field.FieldType == typeof(WriteStep)))
                return true;
            if (type.Name[0] != '<')
                break;
        }
        return false;
    }
}
