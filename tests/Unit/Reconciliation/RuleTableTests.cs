using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>The table of transitions in docs/reconciliation.md, every cell of it, through the product's expression over lists.</summary>
public sealed class RuleTableTests
{
    public static TheoryData<IdentityKind, CredentialHealth, bool, bool> Credentials => [.. Cells()];

    public static TheoryData<IdentityKind, FlowStatus, bool> Flows =>
        [.. from identity in Enum.GetValues<IdentityKind>()
            from status in Enum.GetValues<FlowStatus>()
            from covered in new[] { true, false }
            select (identity, status, covered)];

    [Theory]
    [MemberData(nameof(Credentials))]
    public void A_credential_moves_exactly_when_its_mark_disagrees_with_its_cover(
        IdentityKind identity, CredentialHealth health, bool orphaned, bool covered)
    {
        var token = (OAuthToken)Some.Token(1, 1, identity, 1, orphaned, health)[0];
        var header = (HeaderCredential)Some.Header(1, 1, identity, 1, orphaned, health)[0];
        Move? expected = identity == IdentityKind.Session ? null
            : covered && orphaned ? Move.Reactivate
            : !covered && !orphaned ? Move.Orphan
            : null;

        Assert.Equal(expected, Only(RowsInPlay.Credentials(InScope([token])), identity, covered, CredentialKind.OAuthToken));
        Assert.Equal(expected, Only(RowsInPlay.Credentials(InScope([header])), identity, covered, CredentialKind.HeaderCredential));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Only_a_pending_flow_without_cover_is_dropped(IdentityKind identity, FlowStatus status, bool covered)
    {
        Move? expected = identity != IdentityKind.Session && status == FlowStatus.Pending && !covered ? Move.Drop : null;

        Assert.Equal(expected, Only(RowsInPlay.Flows(InScope([Some.OAuthFlow(1, 1, identity, 1, status)])), identity, covered, CredentialKind.OAuthFlow));
        Assert.Equal(expected, Only(RowsInPlay.Flows(InScope([Some.HeaderFlow(1, 1, identity, 1, status)])), identity, covered, CredentialKind.HeaderFlow));
    }

    [Theory]
    [InlineData("*", false, true)]
    [InlineData("a", false, true)]
    [InlineData("", true, false)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    public void An_empty_tool_list_denies_and_blocks_the_all_keys_fallback(string? tools, bool allKeys, bool covered)
    {
        var list = tools is null ? null : ToolList.Of(tools.Length == 0 ? [] : [tools]);
        var policy = Policy(list, allKeys);
        Assert.Equal(covered, InMemory.Run(policy.Reached()).Count == 1);
    }

    private static IEnumerable<(IdentityKind, CredentialHealth, bool, bool)> Cells() =>
        from identity in Enum.GetValues<IdentityKind>()
        from health in Enum.GetValues<CredentialHealth>()
        from orphaned in new[] { true, false }
        from covered in new[] { true, false }
        select (identity, health, orphaned, covered);

    private static readonly Scope Key = new Scope.KeysAndPeople([1], [1]);

    private static readonly EditedPolicy Nothing = new(Array.Empty<ProposedGrant>().AsQueryable(), Array.Empty<ProposedMember>().AsQueryable());

    private static IQueryable<T> InScope<T>(T[] rows) where T : IdentityKeyed =>
        rows[0].IdentityKind == IdentityKind.User
            ? InMemory.Run(Key.Of(rows.AsQueryable(), IdentityKind.User, Key.InMemory())).AsQueryable()
            : InMemory.Run(Key.Of(rows.AsQueryable(), IdentityKind.VirtualKey, Key.InMemory())).AsQueryable();

    private static Move? Only<T>(IQueryable<InPlay<T>> rows, IdentityKind identity, bool covered, CredentialKind kind) where T : IdentityKeyed
    {
        var policy = Policy(covered ? ToolList.All : null, false);
        var standings = identity == IdentityKind.User
            ? rows.StandingsOfUsers(policy.Reachable(), policy.Reachable(), Nothing)
            : rows.StandingsOfKeys(policy.Reachable(), policy.Reachable(), Nothing);
        return InMemory.Run(standings.Transitions(kind, new MoveReasons(Reason.NoLongerAllowedOnAllVirtualKeys, Reason.AllowedOnAllVirtualKeys))).SingleOrDefault()?.Move;
    }

    /// <summary>Key 1, owned by user 1, and client 1.</summary>
    private static PolicyRows Policy(ToolList? direct, bool allKeys) => PolicyRows.Of(
        new[] { Some.VirtualKey(1, user: 1) }.AsQueryable(),
        new[] { Some.McpClient(1, allKeys: allKeys) }.AsQueryable(),
        (direct is null ? [] : new[] { Some.Grant(1, 1, direct) }).AsQueryable(),
        Array.Empty<AccessProfile>().AsQueryable(),
        Array.Empty<ProfileGrant>().AsQueryable(),
        Array.Empty<ProfileAssignment>().AsQueryable(),
        Array.Empty<Gatehouse.Data.Directory.GroupMember>().AsQueryable());
}
