using Gatehouse.Data.Accounts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Engines.Mapping;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data;

/// <summary>Every table. One short-lived context per operation, from <see cref="IDbContextFactory{TContext}"/>.</summary>
public sealed class DashboardDbContext(DbContextOptions<DashboardDbContext> options)
    : IdentityUserContext<Admin>(options)
{
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<StoredSetting> StoredSettings => Set<StoredSetting>();
    public DbSet<VirtualKey> VirtualKeys => Set<VirtualKey>();
    public DbSet<McpClient> McpClients => Set<McpClient>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<AccessProfile> AccessProfiles => Set<AccessProfile>();
    public DbSet<ProfileGrant> ProfileGrants => Set<ProfileGrant>();
    public DbSet<ProfileAssignment> ProfileAssignments => Set<ProfileAssignment>();
    public DbSet<User> People => Set<User>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    public DbSet<OAuthToken> OAuthTokens => Set<OAuthToken>();
    public DbSet<OAuthTokenSecret> OAuthTokenSecrets => Set<OAuthTokenSecret>();
    public DbSet<HeaderCredential> HeaderCredentials => Set<HeaderCredential>();
    public DbSet<HeaderCredentialSecret> HeaderCredentialSecrets => Set<HeaderCredentialSecret>();
    public DbSet<HeaderNameSet> HeaderNameSets => Set<HeaderNameSet>();
    public DbSet<OAuthFlow> OAuthFlows => Set<OAuthFlow>();
    public DbSet<HeaderFlow> HeaderFlows => Set<HeaderFlow>();
    public DbSet<McpSession> McpSessions => Set<McpSession>();
    public DbSet<KeptDraft> Drafts => Set<KeptDraft>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<ChangedGrant> ChangedGrants => Set<ChangedGrant>();
    public DbSet<ChangedObject> ChangedObjects => Set<ChangedObject>();
    public DbSet<DeletedObject> DeletedObjects => Set<DeletedObject>();
    public DbSet<ChangedCredential> ChangedCredentials => Set<ChangedCredential>();
    public DbSet<Event> Events => Set<Event>();
    public DbSet<RecordLink> RecordLinks => Set<RecordLink>();
    public DbSet<RecordKey> RecordKeys => Set<RecordKey>();
    public DbSet<RecordSegment> RecordSegments => Set<RecordSegment>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(DashboardDbContext).Assembly);
        foreach (var part in typeof(DashboardDbContext).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IModelPart))))
            ((IModelPart)Activator.CreateInstance(part)!).AddTo(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ToolList>().HaveConversion<ToolListConverter>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<NamesConverter, NamesComparer>();
        StoredTimes.AddTo(configurationBuilder, Database);
    }
}
