using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>
/// Edits of an MCP client that move no credential: create, settings, static headers, the tools its server listed. Stands here, not in
/// Policy, since a change of auth type asks what is stored. Header names of a client that asks for some go through the Reconciler.
/// </summary>
public sealed class McpClientEdits(Writes writes, StaticHeaders staticHeaders)
{
    /// <param name="actor">Who makes it.</param>
    /// <param name="settings">What the admin says about it.</param>
    /// <param name="id">For URLs and the API; null: made of the name.</param>
    /// <param name="headerNames">At least one for <see cref="AuthType.PerUserHeaders"/>; otherwise not looked at.</param>
    /// <param name="allKeys">Allow on all virtual keys. Nobody stored anything for it yet, so that moves no credential.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> CreateAsync(
        Actor actor, McpClientSettings settings, string? id, IReadOnlyList<string> headerNames, bool allKeys, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Admin, step => CreateAsync(step, settings, id, headerNames, allKeys, new Dictionary<string, string>(), cancellation), cancellation);

    /// <summary>The same inside a transaction of somebody else's, with static headers.</summary>
    internal async Task<EditOutcome> CreateAsync(
        WriteStep step, McpClientSettings settings, string? id, IReadOnlyList<string> headerNames, bool allKeys,
        IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        var (db, now) = (step.Db, step.Now);
        if (step.Role < Role.Admin)
            return new EditOutcome.NotAllowed(Role.Admin);
        settings = settings.Trimmed();
        if (settings.Wrong() is { } wrong)
            return wrong;
        if (Names(settings.AuthType, headerNames, [], out var refused) is not { } names)
            return refused!;
        var given = string.IsNullOrWhiteSpace(id) ? null : id.Trim();
        if (given is not null && !McpClientSettings.IsId(given))
            return new EditOutcome.Refused("client_id", "An id holds letters, digits, dots, hyphens and underscores, at most 100, and starts with a letter or digit.");
        if (await TakenAsync(db, settings.Name, null, cancellation) is { } taken)
            return taken;
        var clientId = given ?? McpClientSettings.IdOf(settings.Name) ?? Ids.New("mcp");
        if (await db.McpClients.AnyAsync(client => client.ClientId == clientId, cancellation))
            return new EditOutcome.Refused("client_id", $"There is an MCP client with the id \"{clientId}\" already. Give another id.", IsTaken: true);
        var client = new McpClient { ClientId = clientId, Name = settings.Name, AllowOnAllVirtualKeys = allKeys, PerUserHeaderKeys = names, CreatedAt = now, UpdatedAt = now };
        Fill(client, settings);
        if (Missing(staticHeaders.WriteAddress(client, settings.Address), client) is { } missing)
            return missing;
        if (SetHeaders(client, headers) is { } wrongHeader)
            return wrongHeader;
        db.McpClients.Add(client);
        await db.SaveChangesAsync(cancellation);
        step.Record(ClientFacts.Of(client, staticHeaders).Made());
        return new EditOutcome.Done(clientId);
    }

    /// <param name="actor">Who changes it.</param>
    /// <param name="id">The client.</param>
    /// <param name="version">Its version when the form was opened.</param>
    /// <param name="settings">What the admin says about it now.</param>
    /// <param name="headerNames">Asked for from now on, when the auth type becomes <see cref="AuthType.PerUserHeaders"/>; otherwise not looked at.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> ChangeAsync(
        Actor actor, string id, int version, McpClientSettings settings, IReadOnlyList<string> headerNames, CancellationToken cancellation = default)
    {
        settings = settings.Trimmed();
        return WriteAsync(actor, id, version, (db, client, gone) => FillAsync(db, client, settings, headerNames, gone, cancellation), cancellation);
    }

    /// <summary>What is given of it, inside a transaction of somebody else's; the version counts only when something is another.</summary>
    internal async Task<EditOutcome> ChangeAsync(WriteStep step, string id, McpClientPatch asked, CancellationToken cancellation)
    {
        var db = step.Db;
        var client = await db.McpClients.FirstOrDefaultAsync(row => row.ClientId == id, cancellation);
        if (client is null)
            return new EditOutcome.Gone();
        var facts = ClientFacts.Of(client, staticHeaders);
        var before = McpClientSettings.Of(client);
        var settings = asked.Over(before).Trimmed();
        // What it is called and whether it is on is an operator's; where it is, and what is sent there, an admin's.
        if (step.Role < Role.Admin && (asked.Headers is not null || settings with { Name = before.Name, Disabled = before.Disabled } != before.Trimmed() with { Name = before.Name }))
            return new EditOutcome.NotAllowed(Role.Admin);
        var gone = new List<string>();
        if (settings != before && await FillAsync(db, client, settings, asked.HeaderNames ?? client.PerUserHeaderKeys, gone, cancellation) is { } refused)
            return refused;
        if (asked.Headers is { } headers && SetHeaders(client, headers) is { } wrong)
            return wrong;
        if (!db.ChangeTracker.HasChanges())
        {
            step.OffRecord("Nothing of it is another.");
            return new EditOutcome.Done(id);
        }
        client.Version++;
        client.UpdatedAt = step.Now;
        await db.SaveChangesAsync(cancellation);
        step.Record(ClientFacts.Of(client, staticHeaders).ChangedFrom(facts));
        return new EditOutcome.Done(id, Warnings: gone.Count == 0 ? null : Dropped(gone.Except(staticHeaders.Read(client).Keys)));
    }

    /// <summary>Sets a static header, or replaces the value of one that is there.</summary>
    public Task<EditOutcome> SetHeaderAsync(Actor actor, string id, int version, string name, string value, CancellationToken cancellation = default) =>
        WriteAsync(actor, id, version, (_, client, _) =>
        {
            if (StaticHeaders.CanonicalName(name, out var error) is not { } canonical)
                return Refuse("header_name", error!);
            if (StaticHeaders.WrongValue(value) is { } wrong)
                return Refuse("header_value", wrong);
            var headers = staticHeaders.Read(client);
            headers[canonical] = value.Trim();
            staticHeaders.Write(client, headers);
            return Refuse(null, null);
        }, cancellation);

    /// <summary>Removes a static header by name; one that is not there is no error.</summary>
    public Task<EditOutcome> RemoveHeaderAsync(Actor actor, string id, int version, string name, CancellationToken cancellation = default) =>
        WriteAsync(actor, id, version, (_, client, _) =>
        {
            var headers = staticHeaders.Read(client);
            headers.Remove(name);
            staticHeaders.Write(client, headers);
            return Refuse(null, null);
        }, cancellation);

    /// <summary>What the server listed when it was asked. No edit of anybody's: the version stays, so no plan turns stale.</summary>
    public Task<EditOutcome> RecordToolsAsync(Actor actor, string id, IReadOnlyList<string> tools, CancellationToken cancellation = default) =>
        writes.EditAsync(actor, Role.Operator, async step =>
    {
        var client = await step.Db.McpClients.FirstOrDefaultAsync(row => row.ClientId == id, cancellation);
        if (client is null)
            return new EditOutcome.Gone();
        step.Record(new RecordEntry(RecordAction.ClientToolsRead, ObjectKind.McpClient, id, client.Name)
            .With(("tools", Listed(client.Tools), Listed(tools))));
        client.Tools = tools;
        await step.Db.SaveChangesAsync(cancellation);
        return new EditOutcome.Done(id);
    }, cancellation);

    private static string? Listed(IReadOnlyList<string> tools) => tools.Count == 0 ? null : string.Join(", ", tools);

    /// <summary>One transaction that holds the database from before the checks until after the write.</summary>
    private Task<EditOutcome> WriteAsync(
        Actor actor, string id, int version, Func<DashboardDbContext, McpClient, List<string>, Task<EditOutcome.Refused?>> edit, CancellationToken cancellation) =>
        writes.EditAsync(actor, Role.Admin, async step =>
    {
        var db = step.Db;
        var client = await db.McpClients.FirstOrDefaultAsync(row => row.ClientId == id, cancellation);
        if (client is null)
            return new EditOutcome.Gone();
        if (client.Version != version)
            return new EditOutcome.Conflict();
        var gone = new List<string>();
        var facts = ClientFacts.Of(client, staticHeaders);
        if (await edit(db, client, gone) is { } refused)
            return refused;
        client.Version++;
        client.UpdatedAt = step.Now;
        await db.SaveChangesAsync(cancellation);
        step.Record(ClientFacts.Of(client, staticHeaders).ChangedFrom(facts));
        return new EditOutcome.Done(id, Warnings: Dropped(gone));
    }, cancellation);

    /// <summary>What is edited is checked, and nothing else: what an import brought must not keep an admin from switching a client off.</summary>
    private async Task<EditOutcome.Refused?> FillAsync(
        DashboardDbContext db, McpClient client, McpClientSettings settings, IReadOnlyList<string> headerNames, List<string> gone, CancellationToken cancellation)
    {
        var before = McpClientSettings.Of(client);
        if (settings.WrongBeside(before) is { } wrong)
            return wrong;
        if (settings.Name != before.Name && await TakenAsync(db, settings.Name, client.Id, cancellation) is { } taken)
            return taken;
        if (settings.AuthType != client.AuthType)
        {
            if (await StoredKinds.RefuseAsync(db, client.Id, settings.AuthType, cancellation) is { } left)
                return left;
            if (Names(settings.AuthType, headerNames, client.PerUserHeaderKeys, out var refused) is not { } names)
                return refused;
            if (await JudgedByOtherNamesAsync(db, client, names, cancellation) is { } judged)
                return judged;
            client.PerUserHeaderKeys = names;
        }
        Fill(client, settings);
        gone.AddRange(staticHeaders.Settle(client));
        return settings.Address != before.Address || !McpTarget.Of(before).Covers(McpTarget.Of(settings))
            ? Missing(staticHeaders.WriteAddress(client, settings.Address), client) : null;
    }

    private static EditOutcome.Refused? Missing(string? name, McpClient client) => name is null ? null : new(
        "connection_string", $"No value of {name} in the connection string is stored for {McpTarget.Of(client).Origin} as it is now trusted. Give the value, or leave {name} out.");

    /// <summary>The static headers from now on; a value that is the one shown in place of values stays as it is stored.</summary>
    private EditOutcome.Refused? SetHeaders(McpClient client, IReadOnlyDictionary<string, string> headers)
    {
        var stored = staticHeaders.Read(client);
        var next = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (StaticHeaders.CanonicalName(name, out var error) is not { } canonical)
                return new("headers", error!);
            if (value == StaticHeaders.Hidden && stored.TryGetValue(canonical, out var kept))
                next[canonical] = kept;
            else if (value == StaticHeaders.Hidden)
                return new("headers", $"No value of {canonical} is stored for {McpTarget.Of(client).Origin}: give one. A value that was stored for another server is never sent to this one.");
            else if (StaticHeaders.WrongValue(value) is { } wrong)
                return new("headers", $"{canonical}: {wrong}");
            else if (!next.TryAdd(canonical, value.Trim()))
                return new("headers", $"{canonical} is named twice. Name it once.");
        }
        if (!stored.SequenceEqual(next))
            staticHeaders.Write(client, next);
        return null;
    }

    /// <summary>What is told of values that were stored for another target and went with it; null: none did.</summary>
    private static IReadOnlyList<string>? Dropped(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? [$"The values of these static headers were dropped, since they were stored for another server or a verified one: {list}. Enter them again if this server needs them."] : null;

    private static void Fill(McpClient client, McpClientSettings settings) =>
        (client.Name, client.ConnectionType, client.ConnectionString, client.AuthType, client.Disabled, client.CaCertPem, client.InsecureSkipVerify) =
            (settings.Name, settings.ConnectionType, settings.Address, settings.AuthType, settings.Disabled, settings.CaCertPem, settings.InsecureSkipVerify);

    private static Task<EditOutcome.Refused?> Refuse(string? field, string? message) =>
        Task.FromResult(field is null ? null : new EditOutcome.Refused(field, message!));

    private static IReadOnlyList<string>? Names(AuthType auth, IReadOnlyList<string> given, IReadOnlyList<string> standing, out EditOutcome.Refused? refused)
    {
        refused = null;
        if (auth != AuthType.PerUserHeaders)
            return [];
        var names = HeaderName.ToStore([.. given], standing, out var errors);
        if (names is null)
            refused = new("header_names", string.Join(" ", errors));
        else if (names.Count == 0)
            refused = new("header_names", "Name at least one header that each person or key has to store.");
        return refused is null ? names : null;
    }

    /// <summary>Header credentials from an earlier time are held against the names by the Reconciler only.</summary>
    private static async Task<EditOutcome.Refused?> JudgedByOtherNamesAsync(
        DashboardDbContext db, McpClient client, IReadOnlyList<string> names, CancellationToken cancellation) =>
        !names.ToHashSet().SetEquals(client.PerUserHeaderKeys) && await db.HeaderCredentials.AnyAsync(row => row.McpClientId == client.Id, cancellation)
            ? new("header_names", client.PerUserHeaderKeys.Count == 0
                ? "Header credentials are stored for it from an earlier time. Make a new MCP client instead."
                : $"Header credentials are stored for it from an earlier time. Keep its header names ({string.Join(", ", client.PerUserHeaderKeys)}) here; edit them through the review afterwards.")
            : null;

    private static async Task<EditOutcome.Refused?> TakenAsync(DashboardDbContext db, string name, int? self, CancellationToken cancellation) =>
        await db.McpClients.AnyAsync(client => client.Name == name && client.Id != self, cancellation)
            ? new("name", $"There is an MCP client named \"{name}\" already. Choose another name.", IsTaken: true)
            : null;
}
