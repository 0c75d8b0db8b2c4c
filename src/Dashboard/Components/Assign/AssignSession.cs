using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>An assignment in the making: it outlives steps and pages, and what is picked (not the rows of a file) is kept for its account.</summary>
public sealed class AssignSession(DraftKeeper keeper)
{
    private const string Subject = "assign:picks";
    private bool isTakenUp;
    private readonly Dictionary<string, KeyChoice> keys = [];
    private readonly Dictionary<string, OwnerName> owners = [];
    private readonly Dictionary<string, AssignedClient> clients = [];

    /// <summary>Virtual keys picked one by one.</summary>
    public IReadOnlyCollection<KeyChoice> Keys => keys.Values;

    /// <summary>Users and groups whose keys are meant.</summary>
    public IReadOnlyCollection<OwnerName> Owners => owners.Values;

    /// <summary>Clients to grant and to revoke.</summary>
    public IReadOnlyCollection<AssignedClient> Clients => clients.Values;

    /// <summary>Query of the list of virtual keys whose keys are meant; null: none.</summary>
    public string? Filter { get; private set; }

    /// <summary>Something is picked, or a file was read.</summary>
    public bool IsBegun => keys.Count + owners.Count + clients.Count > 0 || Filter is not null || Source is not null;

    /// <summary>Where rows came from: a file's name, or "pasted rows"; null: who and what are picked.</summary>
    public string? Source { get; private set; }

    /// <summary>What was checked; null: something was picked since.</summary>
    public AssignSheet? Sheet { get; private set; }

    /// <summary>What the edit under review was made from; another than <see cref="Sheet"/>: it has to be made anew.</summary>
    public AssignSheet? Reviewed { get; set; }

    /// <summary>Invalid rows keep all others from being committed.</summary>
    public bool IsAllOrNone { get; set; }

    /// <summary>What came of it, once it is committed.</summary>
    public AssignResult? Result { get; set; }

    /// <summary>Takes up what an earlier page left, once.</summary>
    public void TakeUp()
    {
        if (isTakenUp)
            return;
        isTakenUp = true;
        if (IsBegun || AssignPicks.Of(keeper.Text(Subject)) is not { } picks)
            return;
        foreach (var key in picks.Keys)
            keys[key.Id] = key;
        foreach (var owner in picks.Owners)
            owners[owner.Id] = owner;
        foreach (var client in picks.Clients)
            clients[client.Id] = new AssignedClient(client.Id, client.Name, client.KnownTools, client.Tools is null ? null : ToolList.Of(client.Tools));
        Filter = picks.Filter;
    }

    /// <summary>The keys of a list are meant, as its query filters them; null: not any more.</summary>
    public void Mean(string? filter)
    {
        if (filter == Filter)
            return;
        Filter = filter;
        if (filter is not null)
            Forget();
        Keep();
    }

    public bool HasKey(string id) => keys.ContainsKey(id);

    public bool HasOwner(string id) => owners.ContainsKey(id);

    public AssignedClient? Client(string id) => clients.GetValueOrDefault(id);

    public void Pick(KeyChoice key, bool isPicked) => Change(keys, key.Id, isPicked ? key : null);

    public void Pick(OwnerName owner, bool isPicked) => Change(owners, owner.Id, isPicked ? owner : null);

    public void Assign(string id, AssignedClient? client) => Change(clients, id, client);

    /// <summary>Exactly these keys: what was selected in the list.</summary>
    public void Take(IEnumerable<KeyChoice> picked)
    {
        Clear();
        foreach (var key in picked)
            keys[key.Id] = key;
        Keep();
    }

    /// <summary>Rows of a file, in place of what was picked.</summary>
    public void Take(string source, AssignSheet sheet)
    {
        Clear();
        (Source, Sheet, IsAllOrNone) = (source, sheet, sheet.IsAllOrNone);
    }

    /// <summary>What was picked, or the same rows again, looked up.</summary>
    public void Keep(AssignSheet sheet) => Sheet = sheet;

    /// <summary>Something else is meant: what was checked no longer counts.</summary>
    public void Forget()
    {
        (Source, Sheet, Result, IsAllOrNone) = (null, null, null, false);
    }

    public void Clear()
    {
        keys.Clear();
        owners.Clear();
        clients.Clear();
        Filter = null;
        Forget();
        Keep();
    }

    /// <summary>What is picked, with the keys a filter lets through.</summary>
    public AssignChoice Choice(IReadOnlyList<string> filtered, bool isEverybody) => new(
        [.. filtered.Union(keys.Keys)], [.. owners.Values.Where(owner => !owner.IsGroup).Select(owner => owner.Id)],
        [.. owners.Values.Where(owner => owner.IsGroup).Select(owner => owner.Id)],
        [.. clients.Values.Where(client => client.Tools is not null).Select(client => new ClientTools(client.Id, client.Tools!.Names))],
        [.. clients.Values.Where(client => client.Tools is null).Select(client => client.Id)], isEverybody);

    private void Change<T>(Dictionary<string, T> picked, string id, T? value) where T : class
    {
        if (value is null)
            picked.Remove(id);
        else
            picked[id] = value;
        Forget();
        Keep();
    }

    private void Keep() => keeper.KeepText(Subject, "Assign", keys.Count + owners.Count + clients.Count == 0 && Filter is null ? null : new AssignPicks(
        [.. keys.Values], [.. owners.Values], [.. clients.Values.Select(client => new PickedClient(client.Id, client.Name, client.KnownTools, client.Tools?.Names))], Filter).Json());
}

/// <summary>A client to grant with these tools, or to revoke (null).</summary>
public sealed record AssignedClient(string Id, string Name, int KnownTools, ToolList? Tools);

/// <summary>A committed assignment: its change, and the sheet it came from.</summary>
public sealed record AssignResult(long ChangeId, AssignSheet Sheet, string Source, Plan? Plan);
