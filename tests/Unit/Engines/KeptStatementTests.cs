using Gatehouse.Data.Engines;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Engines;

/// <summary>SQL that is made once and found again by its shape.</summary>
public sealed class KeptStatementTests : IDisposable
{
    private readonly TestDatabase database = new();

    public KeptStatementTests()
    {
        ComparedStatements.AreTrusted = false;
        database.Add(Some.VirtualKey(1, "one"), Some.VirtualKey(2, "two"));
    }

    public void Dispose() => database.Dispose();

    private sealed record ByName(string Test) : StatementShape;

    private sealed record ByNameToo(string Test) : StatementShape;

    [Fact]
    public void A_value_that_the_shape_does_not_name_is_found_as_soon_as_it_differs()
    {
        using var db = database.CreateDbContext();
        Named("one");
        Named("one");

        var found = Assert.Throws<InvalidOperationException>(() => Named("two"));

        Assert.Contains("does not say everything", found.Message, StringComparison.Ordinal);
        KeptStatement Named(string name) => KeptStatement.Of(db, new ByName("value"), () => db.VirtualKeys.Where(key => key.Name == name).Select(key => new { key.Id }));
    }

    [Fact]
    public void Another_expression_under_the_same_shape_is_found()
    {
        using var db = database.CreateDbContext();
        KeptStatement.Of(db, new ByName("expression"), () => db.VirtualKeys.Select(key => new { key.Id }));

        Assert.Throws<InvalidOperationException>(() => KeptStatement.Of(db, new ByName("expression"), () => db.VirtualKeys.Where(key => key.IsActive).Select(key => new { key.Id })));
    }

    [Fact]
    public void Shapes_of_two_types_never_share_a_statement_though_they_hold_the_same()
    {
        using var db = database.CreateDbContext();
        var keys = KeptStatement.Of(db, new ByName("types"), () => db.VirtualKeys.Select(key => new { key.Id }));
        var clients = KeptStatement.Of(db, new ByNameToo("types"), () => db.McpClients.Select(client => new { client.Id }));

        Assert.NotEqual(keys.Text, clients.Text);
        Assert.Same(keys, KeptStatement.Of(db, new ByName("types"), () => db.VirtualKeys.Select(key => new { key.Id })));
    }

    [Fact]
    public void Values_are_bound_in_place_of_markers_and_columns_are_read_by_the_names_of_members()
    {
        using var connections = new KeptConnections(database);
        using var db = database.CreateDbContext();
        var marker = "marker";
        var statement = KeptStatement.Of(db, new ByName("bound"), () => db.VirtualKeys.Where(key => key.Name == marker).Select(key => new { Called = key.Name, Number = key.Id, key.IsActive }), marker);
        var connection = connections.Take();

        foreach (var (name, id) in new[] { ("one", 1), ("two", 2), ("one", 1) })
            Assert.Equal((id, name, true), Assert.Single(connection.Rows(null, statement, row => (row.Int("Number"), row.Text("Called"), row.Bool("IsActive")), name)));
        connections.Return(connection);
    }

    [Fact]
    public void A_marker_that_is_no_parameter_is_refused()
    {
        using var db = database.CreateDbContext();
        Assert.Throws<InvalidOperationException>(() => KeptStatement.Of(db, new ByName("constant"), () => db.VirtualKeys.Where(key => key.Name == "marker").Select(key => new { key.Id }), "marker"));
    }

    [Fact]
    public void A_connection_that_broke_is_not_taken_again()
    {
        using var connections = new KeptConnections(database);
        var (whole, broken) = (connections.Take(), connections.Take());
        connections.Return(broken, isWhole: false);
        connections.Return(whole);

        Assert.Same(whole, connections.Take());
        Assert.NotSame(broken, connections.Take());
    }
}
