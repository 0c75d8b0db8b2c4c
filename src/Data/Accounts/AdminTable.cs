using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Accounts;

internal sealed class AdminTable
    : IEntityTypeConfiguration<Admin>, IEntityTypeConfiguration<IdentityUserClaim<string>>,
      IEntityTypeConfiguration<IdentityUserLogin<string>>, IEntityTypeConfiguration<IdentityUserToken<string>>
{
    public void Configure(EntityTypeBuilder<Admin> builder) => builder.ToTable("admins");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<string>> builder) => builder.ToTable("admin_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<string>> builder) => builder.ToTable("admin_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> builder) => builder.ToTable("admin_tokens");
}

internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.PublicId).IsUnique();
        builder.HasIndex(token => token.Name).IsUnique().HasFilter("revoked_at IS NULL");
    }
}

internal sealed class StoredSettingTable : IEntityTypeConfiguration<StoredSetting>
{
    public void Configure(EntityTypeBuilder<StoredSetting> builder)
    {
        builder.ToTable("settings");
        builder.HasKey(setting => setting.Name);
    }
}

internal sealed class SignInTable : IEntityTypeConfiguration<SignIn>
{
    public void Configure(EntityTypeBuilder<SignIn> builder)
    {
        builder.ToTable("sign_ins");
        builder.HasIndex(row => row.Hash).IsUnique();
        builder.HasIndex(row => row.PublicId).IsUnique();
        builder.HasIndex(row => row.AdminId);
        builder.HasIndex(row => row.LastSeenAt);
        builder.HasOne<Admin>().WithMany().HasForeignKey(row => row.AdminId).OnDelete(DeleteBehavior.Cascade);
    }
}
