using Gatehouse.Data.Engines.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Directory;

internal sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasIndex(user => user.PublicId).IsUnique();
        builder.HasIndex(user => user.UserName).IsUnique();
        builder.HasIndex(user => user.DisplayName);
    }
}

internal sealed class GroupTable : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("groups");
        builder.HasIndex(group => group.PublicId).IsUnique();
        builder.HasIndex(group => group.DisplayName).IsUnique();
    }
}

internal sealed class GroupMemberTable : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("group_members").IsClustered();
        builder.HasKey(member => new { member.GroupId, member.UserId });
        builder.HasIndex(member => new { member.UserId, member.GroupId });
        builder.HasOne<Group>().WithMany().HasForeignKey(member => member.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(member => member.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
