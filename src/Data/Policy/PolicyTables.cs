using Gatehouse.Data.Directory;
using Gatehouse.Data.Engines.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Policy;

internal sealed class VirtualKeyTable : IEntityTypeConfiguration<VirtualKey>
{
    public void Configure(EntityTypeBuilder<VirtualKey> builder)
    {
        builder.ToTable("virtual_keys", table =>
            table.HasCheckConstraint("ck_virtual_keys_one_owner", "owner_user_id IS NULL OR owner_group_id IS NULL"));
        builder.HasIndex(key => key.PublicId).IsUnique();
        builder.HasIndex(key => key.Name).IsUnique();
        builder.HasIndex(key => key.SecretHash).IsUnique();
        builder.HasIndex(key => key.UpdatedAt);
        builder.HasOne<User>().WithMany().HasForeignKey(key => key.OwnerUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(key => key.OwnerGroupId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(key => key.Version).IsConcurrencyToken();
    }
}

internal sealed class McpClientTable : IEntityTypeConfiguration<McpClient>
{
    public void Configure(EntityTypeBuilder<McpClient> builder)
    {
        builder.ToTable("mcp_clients");
        builder.HasIndex(client => client.ClientId).IsUnique();
        builder.HasIndex(client => client.Name).IsUnique();
        builder.Property(client => client.Version).IsConcurrencyToken();
    }
}

internal sealed class GrantTable : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants").IsClustered();
        builder.HasKey(grant => new { grant.VirtualKeyId, grant.McpClientId });
        builder.HasIndex(grant => new { grant.McpClientId, grant.VirtualKeyId });
        builder.HasOne<VirtualKey>().WithMany().HasForeignKey(grant => grant.VirtualKeyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<McpClient>().WithMany().HasForeignKey(grant => grant.McpClientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccessProfileTable : IEntityTypeConfiguration<AccessProfile>
{
    public void Configure(EntityTypeBuilder<AccessProfile> builder)
    {
        builder.ToTable("access_profiles");
        builder.HasIndex(profile => profile.PublicId).IsUnique();
        builder.HasIndex(profile => profile.Name).IsUnique();
        builder.Property(profile => profile.Version).IsConcurrencyToken();
    }
}

internal sealed class ProfileGrantTable : IEntityTypeConfiguration<ProfileGrant>
{
    public void Configure(EntityTypeBuilder<ProfileGrant> builder)
    {
        builder.ToTable("profile_grants").IsClustered();
        builder.HasKey(grant => new { grant.ProfileId, grant.McpClientId });
        builder.HasIndex(grant => grant.McpClientId);
        builder.HasOne<AccessProfile>().WithMany().HasForeignKey(grant => grant.ProfileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<McpClient>().WithMany().HasForeignKey(grant => grant.McpClientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProfileAssignmentTable : IEntityTypeConfiguration<ProfileAssignment>
{
    public void Configure(EntityTypeBuilder<ProfileAssignment> builder)
    {
        builder.ToTable("profile_assignments", table => table.HasCheckConstraint(
            "ck_profile_assignments_one_target",
            "(CASE WHEN virtual_key_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END) = 1"));
        builder.HasIndex(given => new { given.ProfileId, given.VirtualKeyId }).IsUnique().HasFilter("virtual_key_id IS NOT NULL");
        builder.HasIndex(given => new { given.ProfileId, given.UserId }).IsUnique().HasFilter("user_id IS NOT NULL");
        builder.HasIndex(given => new { given.ProfileId, given.GroupId }).IsUnique().HasFilter("group_id IS NOT NULL");
        builder.HasIndex(given => given.VirtualKeyId);
        builder.HasIndex(given => given.UserId);
        builder.HasIndex(given => given.GroupId);
        builder.HasOne<AccessProfile>().WithMany().HasForeignKey(given => given.ProfileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<VirtualKey>().WithMany().HasForeignKey(given => given.VirtualKeyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(given => given.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(given => given.GroupId).OnDelete(DeleteBehavior.Restrict);
    }
}
