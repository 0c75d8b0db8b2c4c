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
