using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>A scope's ids as lists, where a plan has tables.</summary>
internal static class ScopeInMemory
{
    public static ScopeRows InMemory(this Scope scope) => scope switch
    {
        Scope.KeysAndPeople(var keys, var users) => Rows(keys: keys, users: users),
        Scope.OfClient(var client) => Rows(clients: [client]),
        Scope.Matrix(var keys, var users, var clients) => Rows(clients: clients, identities: [.. Identities(IdentityKind.VirtualKey, keys), .. Identities(IdentityKind.User, users)]),
        Scope.Pairs(var keys, var users) => Rows(pairs: [.. Pairs(IdentityKind.VirtualKey, keys), .. Pairs(IdentityKind.User, users)]),
        Scope.Rows(var exact) => Rows(exact: [.. exact]),
        _ => Rows(),
    };

    private static ScopeRows Rows(int[]? keys = null, int[]? users = null, int[]? clients = null, ScopePair[]? pairs = null, ScopeIdentity[]? identities = null, ScopeRow[]? exact = null) =>
        new(Ids(keys), Ids(users), Ids(clients), (pairs ?? []).AsQueryable(), (identities ?? []).AsQueryable(), (exact ?? []).AsQueryable());

    private static IQueryable<PolicyId> Ids(int[]? ids) => (ids ?? []).Select(id => new PolicyId { Id = id }).ToArray().AsQueryable();

    private static IEnumerable<ScopeIdentity> Identities(IdentityKind kind, int[] ids) => ids.Select(id => new ScopeIdentity { IdentityKind = kind, IdentityId = id });

    private static IEnumerable<ScopePair> Pairs(IdentityKind kind, IEnumerable<long> pairs) =>
        pairs.Select(pair => new ScopePair { IdentityKind = kind, IdentityId = (int)(pair >> 32), McpClientId = (int)(pair & 0xffffffff) });
}
