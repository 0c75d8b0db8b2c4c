using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gatehouse.Data.Engines;

/// <summary>What <c>dotnet ef migrations add</c> builds the model with.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<DashboardDbContext>
{
    public DashboardDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<DashboardDbContext>();
        options.UseGatehouseSqlite("Data Source=:memory:");
        return new DashboardDbContext(options.Options);
    }
}
