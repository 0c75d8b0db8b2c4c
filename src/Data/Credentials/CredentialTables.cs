using Gatehouse.Data.Directory;
using Gatehouse.Data.Engines.Mapping;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Credentials;

/// <summary>What the four tables share: the clustering key, exactly one identity, foreign keys by kind of identity.</summary>
internal static class IdentityKeyedTable
{
    public static void ConfigureIdentity<T>(this EntityTypeBuilder<T> builder, string table) where T : IdentityKeyed
    {
        builder.ToTable(table, options =>
            options.HasCheckConstraint($"ck_{table}_one_identity", "identity_kind IN (1, 2, 3) AND identity_id > 0")).IsClustered();
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.Id).IsUnique();
        builder.Property(row => row.VirtualKeyId)
            .HasComputedColumnSql("CASE WHEN identity_kind = 1 THEN identity_id END", stored: false);
        builder.Property(row => row.UserId)
            .HasComputedColumnSql("CASE WHEN identity_kind = 2 THEN identity_id END", stored: false);
        builder.HasOne<McpClient>().WithMany().HasForeignKey(row => row.McpClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<VirtualKey>().WithMany().HasForeignKey(row => row.VirtualKeyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Restrict);
    }

    public static void ConfigureCredential<T>(this EntityTypeBuilder<T> builder, string table) where T : Credential
    {
        builder.ConfigureIdentity(table);
        builder.HasKey(row => new { row.McpClientId, row.IdentityKind, row.IdentityId });
        builder.HasIndex(row => new { row.VirtualKeyId, row.McpClientId }).IsUnique().HasFilter("virtual_key_id IS NOT NULL");
        builder.HasIndex(row => new { row.UserId, row.McpClientId }).IsUnique().HasFilter("user_id IS NOT NULL");
        // The few that are orphaned: lists, drift and the purge find them without reading the many, nor their rows for since when.
        builder.HasIndex(row => new { row.IdentityKind, row.IdentityId, row.OrphanedAt }).HasFilter("orphaned_at IS NOT NULL");
        // The few that are not healthy. The orphan mark is not in it, so that a commit does not write it.
        builder.HasIndex(row => row.Health).HasFilter("health <> 1");
        builder.HasIndex(row => new { row.CreatedAt, row.Id });
        builder.Ignore(row => row.Status);
    }

    public static void ConfigureFlow<T>(this EntityTypeBuilder<T> builder, string table) where T : Flow
    {
        builder.ConfigureIdentity(table);
        builder.HasKey(row => new { row.McpClientId, row.IdentityKind, row.IdentityId, row.Id });
        builder.HasIndex(row => new { row.McpClientId, row.IdentityKind, row.IdentityId })
            .IsUnique().HasFilter("status = 1");
        builder.HasIndex(row => new { row.VirtualKeyId, row.McpClientId }).HasFilter("virtual_key_id IS NOT NULL");
        builder.HasIndex(row => new { row.UserId, row.McpClientId }).HasFilter("user_id IS NOT NULL");
        builder.HasIndex(row => row.PublicId).IsUnique();
    }
}

internal sealed class OAuthTokenTable : IEntityTypeConfiguration<OAuthToken>, IEntityTypeConfiguration<OAuthTokenSecret>
{
    public void Configure(EntityTypeBuilder<OAuthToken> builder) => builder.ConfigureCredential("oauth_tokens");

    public void Configure(EntityTypeBuilder<OAuthTokenSecret> builder)
    {
        builder.ToTable("oauth_token_secrets");
        builder.Property(secret => secret.Id).ValueGeneratedNever();
        builder.HasIndex(secret => secret.PublicId).IsUnique();
        builder.HasIndex(secret => new { secret.LastUsedAt, secret.Id });
    }
}

internal sealed class HeaderCredentialTable
    : IEntityTypeConfiguration<HeaderCredential>, IEntityTypeConfiguration<HeaderCredentialSecret>, IEntityTypeConfiguration<HeaderNameSet>
{
    // No foreign key to the name sets: they are interned and never deleted, and its index would cost half a million entries.
    public void Configure(EntityTypeBuilder<HeaderCredential> builder) => builder.ConfigureCredential("header_credentials");

    public void Configure(EntityTypeBuilder<HeaderCredentialSecret> builder)
    {
        builder.ToTable("header_credential_secrets");
        builder.Property(secret => secret.Id).ValueGeneratedNever();
        builder.HasIndex(secret => secret.PublicId).IsUnique();
        builder.HasIndex(secret => new { secret.LastUsedAt, secret.Id });
    }

    public void Configure(EntityTypeBuilder<HeaderNameSet> builder)
    {
        builder.ToTable("header_name_sets");
        builder.HasIndex(set => set.Names).IsUnique();
    }
}

internal sealed class FlowTables
    : IEntityTypeConfiguration<OAuthFlow>, IEntityTypeConfiguration<HeaderFlow>, IEntityTypeConfiguration<McpSession>
{
    public void Configure(EntityTypeBuilder<OAuthFlow> builder) => builder.ConfigureFlow("oauth_flows");

    public void Configure(EntityTypeBuilder<HeaderFlow> builder) => builder.ConfigureFlow("header_flows");

    public void Configure(EntityTypeBuilder<McpSession> builder)
    {
        builder.ToTable("mcp_sessions");
        builder.HasIndex(session => session.SessionId).IsUnique();
    }
}
