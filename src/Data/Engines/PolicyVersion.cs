using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Engines;

/// <summary>
/// One row, one number: raised in the transaction of every write that touches policy, people, credentials or flows. Who keeps anything of these looks
/// at it when the database moved, and drops what is kept only when the number is another.
/// </summary>
public sealed class PolicyVersion
{
    internal const string Sql = "SELECT version FROM policy_version";

    public int Id { get; init; }

    public long Version { get; init; }

    internal static async Task RaiseAsync(DashboardDbContext db, CancellationToken cancellation)
    {
        // Without the row nobody would ever drop what they keep.
        if (await db.Database.ExecuteSqlRawAsync("UPDATE policy_version SET version = version + 1", cancellation) != 1)
            throw new InvalidOperationException("The row of policy_version is not there. Restore a backup.");
    }
}

internal sealed class PolicyVersionTable : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("policy_version");
        builder.HasData(new PolicyVersion { Id = 1, Version = 1 });
    }
}
