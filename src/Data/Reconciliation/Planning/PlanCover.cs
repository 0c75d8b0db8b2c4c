using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Facets;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>Cover as the statements of a plan ask it: what follows from policy is worked out once, in the plan's tables, where many rows ask for it.</summary>
internal static class PlanCover
{
    /// <summary>So few rows are asked one by one.</summary>
    private const int FewRows = 100;

    /// <summary>The scope as it is, asked of the policy that stands now: what follows from it is worked out anew.</summary>
    public static async Task FillAgainAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        await context.RunAsync("DELETE FROM plan_named; DELETE FROM plan_reach;", cancellation);
        await NamedAsync(context, question, cancellation);
        if (question.KeepsReach)
            await ReachAsync(context, question, cancellation);
    }

    /// <summary>Whether it is quicker to work out who reaches the clients asked than to ask it for each of so many rows: when there are fewer pairs than rows.</summary>
    public static async Task<bool> ShouldKeepReachAsync(PlanContext context, Scope scope, int rows, CancellationToken cancellation)
    {
        if (rows < FewRows || scope is Scope.KeysAndPeople or Scope.Everything)
            return false;
        var clients = Convert.ToInt64(await context.Command($"SELECT COUNT(*) FROM plan_ids WHERE list = {(int)IdList.Clients}").ExecuteScalarAsync(cancellation), null);
        var keys = Convert.ToInt64(await context.Command("SELECT COUNT(*) FROM virtual_keys").ExecuteScalarAsync(cancellation), null);
        return clients * keys < rows;
    }

    /// <summary>
    /// Writes who reaches the clients asked, as the policy stands and as it is proposed. Direct grants are laid beside what profiles name
    /// first: of few clients they are few, and each key is then looked up in one small table.
    /// </summary>
    public static async Task ReachAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        var (db, difference) = (context.Db, question.Difference);
        if (!difference.IsNothing && !difference.TouchesProfiles)
            await context.RunAsync("INSERT INTO plan_named SELECT 1, virtual_key_id, mcp_client_id, has_tools FROM plan_named WHERE proposed = 0", cancellation);
        await WriteAsync(0, false, standing => standing);
        if (!difference.IsNothing)
            await WriteAsync(1, true, standing => Proposed(db, difference, standing));

        async Task WriteAsync(int list, bool isProposed, Func<PolicyRows, PolicyRows> of)
        {
            await InsertAsync(context, "plan_named", ("proposed", list), new DirectShape(isProposed, question.Shape), () => Asked(of).NamedDirectly(), cancellation);
            // Where the switch is off only a key that is named can reach: of most clients those are few.
            await ReachedAsync(true, rows => rows with { Clients = rows.Clients.Where(client => client.IsOn) });
            await ReachedAsync(false, rows => rows with
            {
                Clients = rows.Clients.Where(client => !client.IsOn),
                Keys = rows.Keys.Where(key => Named(db, list).Select(named => named.VirtualKeyId).Contains(key.Id)),
            });

            Task ReachedAsync(bool isOn, Func<CoverRows, CoverRows> some) => InsertAsync(
                context, "plan_reach", ("proposed", list), new ReachShape(isOn, isProposed, question.Shape),
                () => some(Asked(of).Rows() with { Grants = db.Set<ProposedGrant>().Where(_ => false).Select(none => new NamedTools { VirtualKeyId = none.VirtualKeyId, McpClientId = none.McpClientId, Tools = none.Tools! }), Profiles = Named(db, list) })
                    .Reached().OrderBy(reach => reach.VirtualKeyId), cancellation);
        }

        PolicyRows Asked(Func<PolicyRows, PolicyRows> of) => Narrowed(db, question.Scope, of(PolicyRows.Of(db)));
    }

    /// <summary>Works out what the statements of a plan read: people as proposed, keys asked, what profiles name.</summary>
    public static async Task FillAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        await PeopleAsync(context, question, cancellation);
        await NamedAsync(context, question, cancellation);
    }

    /// <summary>Who is one of the people of a key as proposed, of the users that are asked; and the keys whose cover is asked.</summary>
    private static async Task PeopleAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        var standing = PolicyRows.Of(context.Db);
        if (question.Difference.TouchesPeople)
            await InsertAsync(context, "plan_people", null, new PeopleShape(question.Shape), () => PeopleAsked(context.Db, Proposed(context.Db, question.Difference, standing)), cancellation);
        if (question.Scope is Scope.Pairs)
            await context.RunAsync($"INSERT INTO plan_ids SELECT {(int)IdList.Clients}, mcp_client_id FROM plan_pairs WHERE 1 = 1 ON CONFLICT DO NOTHING", cancellation);
        if (question.Scope is not Scope.KeysAndPeople)
            return;
        await context.RunAsync($"INSERT INTO plan_ids SELECT {(int)IdList.KeysAsked}, id FROM plan_ids WHERE list = {(int)IdList.Keys}", cancellation);
        await InsertAsync(context, "plan_ids", ("list", (int)IdList.KeysAsked), new KeysAskedShape(), () => PeopleAsked(context.Db, standing).Select(person => new { Id = person.VirtualKeyId }), cancellation);
        if (question.Difference.TouchesPeople)
            await context.RunAsync($"INSERT INTO plan_ids SELECT {(int)IdList.KeysAsked}, virtual_key_id FROM plan_people WHERE 1 = 1 ON CONFLICT DO NOTHING", cancellation);
    }

    /// <summary>What profiles name is worked out once for all statements, and only for the keys or the clients that are asked.</summary>
    private static async Task NamedAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        var (db, standing) = (context.Db, PolicyRows.Of(context.Db));
        await InsertAsync(context, "plan_named", ("proposed", 0), new NamedShape(question.Scope.GetType(), null), () => Narrowed(db, question.Scope, standing).NamedByProfiles(), cancellation);
        if (question.Difference.TouchesProfiles)
            await InsertAsync(
                context, "plan_named", ("proposed", 1), new NamedShape(question.Scope.GetType(), question.Shape),
                () => Narrowed(db, question.Scope, Proposed(db, question.Difference, standing)).NamedByProfiles(), cancellation);
    }

    private static async Task InsertAsync<T>(
        PlanContext context, string table, (string Column, int Value)? constant, StatementShape shape, Func<IQueryable<T>> query, CancellationToken cancellation) =>
        await context.Command(KeptStatement.Of(context.Db, shape, query), kept => kept.InsertInto(table, constant)).ExecuteNonQueryAsync(cancellation);

    /// <summary>Who reaches what, as the policy stands and as it is proposed: from the plan's table when it is kept, else asked in place.</summary>
    public static (Reachable Standing, Reachable Proposed) Reachable(DashboardDbContext db, Question question)
    {
        var (standing, proposed) = Cover(db, question.Difference);
        return question.KeepsReach
            ? (new(Kept(0), standing.People), new(Kept(question.Difference.IsNothing ? 0 : 1), proposed.People))
            : (new(standing.Reached(), standing.People), new(proposed.Reached(), proposed.People));

        IQueryable<Reach> Kept(int list) => db.Set<PlanReach>().Where(row => row.Proposed == list)
            .Select(row => new Reach { VirtualKeyId = row.VirtualKeyId, McpClientId = row.McpClientId });
    }

    /// <summary>What cover is asked of, as the policy stands and as it is proposed; what was worked out beforehand is read from the plan's tables.</summary>
    public static (CoverRows Standing, CoverRows Proposed) Cover(DashboardDbContext db, PolicyDifference difference)
    {
        var policy = PolicyRows.Of(db);
        var standing = policy.Rows() with { Profiles = Named(db, 0) };
        var proposed = Proposed(db, difference, policy).Rows() with { Profiles = Named(db, difference.TouchesProfiles ? 1 : 0) };
        return (standing, difference.TouchesPeople ? proposed with { People = db.Set<PlanPerson>().Select(row => new PersonOfKey { VirtualKeyId = row.VirtualKeyId, UserId = row.UserId }) } : proposed);
    }

    private static IQueryable<NamedForKey> Named(DashboardDbContext db, int list) => db.Set<PlanNamed>().Where(row => row.Proposed == list)
        .Select(row => new NamedForKey { VirtualKeyId = row.VirtualKeyId, McpClientId = row.McpClientId, HasTools = row.HasTools });

    private static PolicyRows Narrowed(DashboardDbContext db, Scope scope, PolicyRows policy) => scope switch
    {
        Scope.KeysAndPeople => policy.OfKeys(PlanTables.Ids(db, IdList.KeysAsked).Select(key => key.Id)),
        Scope.Everything => policy,
        _ => policy.OfClients(PlanTables.Ids(db, IdList.Clients).Select(client => client.Id)),
    };

    private static IQueryable<PersonOfKey> PeopleAsked(DashboardDbContext db, PolicyRows policy)
    {
        var users = PlanTables.Ids(db, IdList.Users).Select(user => user.Id);
        return policy.PeopleOfKeys().Where(person => users.Contains(person.UserId));
    }

    private static PolicyRows Proposed(DashboardDbContext db, PolicyDifference proposed, PolicyRows standing) => proposed.In(db).Over(standing);
}

/// <summary>What the statement of the people as proposed depends on.</summary>
internal sealed record PeopleShape(Shape Question) : StatementShape;

/// <summary>The keys of the users that are asked: the same for every plan.</summary>
internal sealed record KeysAskedShape : StatementShape;

/// <summary>What profiles name: as the policy stands for this scope, or as it is proposed.</summary>
internal sealed record NamedShape(Type Scope, Shape? Proposed) : StatementShape;

/// <summary>What direct grants name.</summary>
internal sealed record DirectShape(bool IsProposed, Shape Question) : StatementShape;

/// <summary>Who reaches the clients asked: those with the switch on, or off.</summary>
internal sealed record ReachShape(bool IsOn, bool IsProposed, Shape Question) : StatementShape;
