using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Which rows an edit re-evaluates. Keyed by keys and keyed by users are apart: their cover is asked in two ways.</summary>
public abstract record Scope
{
    private Scope() { }

    /// <summary>
    /// All rows keyed by these virtual keys and by these users, the keys' people. Who they are is read beforehand: asked inside
    /// the statement, it makes SQLite read the whole table.
    /// </summary>
    public sealed record KeysAndPeople(int[] VirtualKeyIds, int[] UserIds) : Scope
    {
        public override IReadOnlyList<object> Parameters => [VirtualKeyIds, UserIds];

        public override Scope Marked() => new KeysAndPeople([-104], [-105]);
    }

    /// <summary>All rows for one MCP client, whoever they are keyed by.</summary>
    public sealed record OfClient(int McpClientId) : Scope
    {
        public override IReadOnlyList<object> Parameters => [McpClientId];

        public override Scope Marked() => new OfClient(-108);
    }

    /// <summary>No row.</summary>
    public static readonly Scope Nothing = new KeysAndPeople([], []);

    /// <summary>Every row there is: drift made good.</summary>
    public sealed record Everything : Scope
    {
        public override IReadOnlyList<object> Parameters => [];

        public override Scope Marked() => this;
    }

    /// <summary>What its queries depend on, in a fixed order.</summary>
    public abstract IReadOnlyList<object> Parameters { get; }

    /// <summary>The same scope with marker values, by which <see cref="PartSql"/> finds its parameters.</summary>
    public abstract Scope Marked();

    /// <summary>The rows in scope that are keyed by a virtual key.</summary>
    public IQueryable<T> OfKeys<T>(IQueryable<T> rows) where T : IdentityKeyed => this switch
    {
        KeysAndPeople(var ids, _) => rows.Where(row => row.VirtualKeyId != null && ids.Contains(row.VirtualKeyId.Value)),
        OfClient(var client) => rows.Where(row => row.McpClientId == client && row.IdentityKind == IdentityKind.VirtualKey),
        Everything => rows.Where(row => row.IdentityKind == IdentityKind.VirtualKey),
        _ => throw new NotSupportedException(GetType().Name),
    };

    /// <summary>The rows in scope that are keyed by a user.</summary>
    public IQueryable<T> OfUsers<T>(IQueryable<T> rows) where T : IdentityKeyed => this switch
    {
        KeysAndPeople(_, var ids) => rows.Where(row => row.UserId != null && ids.Contains(row.UserId.Value)),
        OfClient(var client) => rows.Where(row => row.McpClientId == client && row.IdentityKind == IdentityKind.User),
        Everything => rows.Where(row => row.IdentityKind == IdentityKind.User),
        _ => throw new NotSupportedException(GetType().Name),
    };

    /// <summary>The rows in scope that are keyed by a session: none but where everything of a client is meant.</summary>
    public IQueryable<T> OfSessions<T>(IQueryable<T> rows) where T : IdentityKeyed => this switch
    {
        OfClient(var client) => rows.Where(row => row.McpClientId == client && row.IdentityKind == IdentityKind.Session),
        _ => rows.Where(row => false),
    };
}
