using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Import;

/// <summary>A copy of our database in a folder that only its owner can enter, gone when it is disposed.</summary>
internal sealed class RehearsalDatabase : IDbContextFactory<DashboardDbContext>, IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly DbContextOptions<DashboardDbContext> options;

    private RehearsalDatabase()
    {
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={Path};Pooling=False");
        options = builder.Options;
    }

    /// <summary>Its file.</summary>
    public string Path => folder.File("rehearsal.db");

    public static async Task<RehearsalDatabase> OfAsync(IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation)
    {
        var copy = new RehearsalDatabase();
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await Backup.WriteAsync(db, copy.Path, cancellation);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public DashboardDbContext CreateDbContext() => new(options);

    public void Dispose() => folder.Dispose();
}
