using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Reconciliation;

/// <summary>A list of ids of the plan.</summary>
internal enum IdList
{
    Keys = 1,
    Users = 2,
    Clients = 3,
    DoomedKeys = 4,
    DoomedUsers = 5,
    DoomedClients = 6,
    NameSets = 7,

    /// <summary>The keys of a scope, and the keys of its users: those whose cover is asked.</summary>
    KeysAsked = 8,
}

/// <summary>The lists of the rows that are asked, or of those that go.</summary>
internal sealed record IdLists(IdList Keys, IdList Users, IdList Clients)
{
    private static readonly IdLists Asked = new(IdList.Keys, IdList.Users, IdList.Clients);
    private static readonly IdLists Doomed = new(IdList.DoomedKeys, IdList.DoomedUsers, IdList.DoomedClients);

    public static IdLists Of(bool doomed) => doomed ? Doomed : Asked;
}

/// <summary>An id in a list of the plan.</summary>
internal sealed class PlanId
{
    public IdList List { get; init; }
    public int Id { get; init; }
}

/// <summary>An MCP client that an access profile names for a key (and where reach is kept, a direct grant too), as the policy stands (0) or is proposed (1).</summary>
internal sealed class PlanNamed
{
    public int Proposed { get; init; }
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public bool HasTools { get; init; }
}

/// <summary>A key that reaches a client, as the policy stands (0) or is proposed (1).</summary>
internal sealed class PlanReach
{
    public int Proposed { get; init; }
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
}

/// <summary>One of the people of a key as proposed, of the users that are asked.</summary>
internal sealed class PlanPerson
{
    public int VirtualKeyId { get; init; }
    public int UserId { get; init; }
}

/// <summary>How EF reads the plan's tables. Migrations leave them alone: each connection makes its own.</summary>
internal sealed class PlanTableMappings :
    IEntityTypeConfiguration<PlanId>, IEntityTypeConfiguration<ScopePair>, IEntityTypeConfiguration<ProposedGrant>, IEntityTypeConfiguration<ProposedSwitch>,
    IEntityTypeConfiguration<ProposedKey>, IEntityTypeConfiguration<ProposedProfile>, IEntityTypeConfiguration<ProposedContent>,
    IEntityTypeConfiguration<ProposedGiven>, IEntityTypeConfiguration<ProposedMember>, IEntityTypeConfiguration<PlanNamed>, IEntityTypeConfiguration<PlanPerson>, IEntityTypeConfiguration<ScopeIdentity>, IEntityTypeConfiguration<PlanReach>,
    IEntityTypeConfiguration<ScopeRow>
{
    public void Configure(EntityTypeBuilder<PlanId> builder) => Temporary(builder, "plan_ids");

    public void Configure(EntityTypeBuilder<ScopePair> builder) => Temporary(builder, "plan_pairs");

    public void Configure(EntityTypeBuilder<ProposedGrant> builder) => Temporary(builder, "plan_grants");

    public void Configure(EntityTypeBuilder<ProposedSwitch> builder) => Temporary(builder, "plan_switches");

    public void Configure(EntityTypeBuilder<ProposedKey> builder) => Temporary(builder, "plan_keys");

    public void Configure(EntityTypeBuilder<ProposedProfile> builder) => Temporary(builder, "plan_profiles");

    public void Configure(EntityTypeBuilder<ProposedContent> builder) => Temporary(builder, "plan_content");

    public void Configure(EntityTypeBuilder<ProposedGiven> builder) => Temporary(builder, "plan_given");

    public void Configure(EntityTypeBuilder<ProposedMember> builder) => Temporary(builder, "plan_members");

    public void Configure(EntityTypeBuilder<PlanNamed> builder) => Temporary(builder, "plan_named");

    public void Configure(EntityTypeBuilder<PlanPerson> builder) => Temporary(builder, "plan_people");

    public void Configure(EntityTypeBuilder<ScopeIdentity> builder) => Temporary(builder, "plan_identities");

    public void Configure(EntityTypeBuilder<ScopeRow> builder) => Temporary(builder, "plan_rows");

    public void Configure(EntityTypeBuilder<PlanReach> builder) => Temporary(builder, "plan_reach");

    private static void Temporary<T>(EntityTypeBuilder<T> builder, string table) where T : class =>
        builder.HasNoKey().ToTable(table, options => options.ExcludeFromMigrations());
}
