using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Migrations;

public sealed class IndexNameTests
{
    [Fact]
    public void An_index_that_the_code_names_has_that_name_in_the_database()
    {
        using var database = new TestDatabase();
        using var db = database.CreateDbContext();
        var named = db.Model.GetEntityTypes().SelectMany(type => type.GetIndexes()).Where(index => index.Name is not null);

        Assert.DoesNotContain(named, index => index.Name != index.GetDatabaseName());
    }

    [Fact]
    public void The_migrations_make_the_database_that_the_code_describes()
    {
        using var database = new TestDatabase();
        using var db = database.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }
}
