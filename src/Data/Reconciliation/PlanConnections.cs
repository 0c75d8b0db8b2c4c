using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// Connections whose statements stay prepared from one plan to the next. For one key SQLite takes ten times longer to prepare the
/// statements of a plan than to run them. Each operation still has a context of its own.
/// </summary>
public sealed class PlanConnections(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<PlanConnection> idle = [];

    /// <summary>A context on a connection that is nobody else's until it is disposed.</summary>
    internal async Task<PlanContext> OpenAsync(CancellationToken cancellation)
    {
        if (!idle.TryTake(out var connection))
            connection = await PlanConnection.OpenAsync(contexts, cancellation);
        var db = await contexts.CreateDbContextAsync(cancellation);
        db.Database.SetDbConnection(connection.Connection);
        return new PlanContext(db, connection, this, chain);
    }

    internal void Return(PlanConnection connection)
    {
        if (connection.Connection.State == ConnectionState.Open && idle.Count < MostIdle)
            idle.Add(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}

/// <summary>An open connection and its prepared statements, by their text.</summary>
internal sealed class PlanConnection : IDisposable
{
    private const int MostPrepared = 128;
    private readonly DashboardDbContext owner;
    private readonly Dictionary<string, DbCommand> prepared = [];

    private PlanConnection(DashboardDbContext owner) => this.owner = owner;

    public DbConnection Connection => owner.Database.GetDbConnection();

    public static async Task<PlanConnection> OpenAsync(IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation)
    {
        var owner = await contexts.CreateDbContextAsync(cancellation);
        await owner.Database.OpenConnectionAsync(cancellation);
        await owner.Database.ExecuteSqlRawAsync(PlanTables.Definition, cancellation);
        return new PlanConnection(owner);
    }

    public DbCommand Statement(string sql)
    {
        if (prepared.TryGetValue(sql, out var known))
            return known;
        if (prepared.Count == MostPrepared)
            Forget();
        var command = prepared[sql] = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public void Dispose()
    {
        Forget();
        owner.Dispose();
    }

    private void Forget()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
    }
}

/// <summary>One operation: a context of its own, on a connection that knows its statements.</summary>
internal sealed class PlanContext(DashboardDbContext db, PlanConnection connection, PlanConnections home, RecordChain chain) : IAsyncDisposable
{
    public DashboardDbContext Db => db;

    /// <summary>What a commit becomes an entry of.</summary>
    public RecordChain Chain => chain;

    private readonly List<Part> parts = [];

    /// <summary>The parts that can move anything: those without rows in play are not asked.</summary>
    public IReadOnlyList<Part> Parts => parts;

    /// <summary>How many rows' cover is asked.</summary>
    public int InPlay { get; private set; }

    /// <summary>What the plan's tables of this connection hold.</summary>
    public Question Question { get; private set; } = null!;

    /// <summary>Writes what a proposal asks to the plan's tables: its parts can be asked from now on.</summary>
    /// <param name="proposal">The edit, resolved.</param>
    /// <param name="cancellation">Cancels between statements.</param>
    /// <param name="all">All rows are asked, not a page of them: then who reaches what may be worked out once for all.</param>
    public async Task AskAsync(Proposal proposal, CancellationToken cancellation, bool all = true)
    {
        Question = proposal.Ask();
        await PlanTables.FillAsync(this, Question, cancellation);
        parts.Clear();
        InPlay = 0;
        foreach (var part in Part.Of(proposal))
        {
            var rows = part.Aspect == Aspect.Cover ? await part.CountInPlayAsync(this, cancellation) : 0;
            InPlay += rows;
            if (rows > 0 || part.Aspect != Aspect.Cover)
                parts.Add(part);
        }
        if (all && await PlanCover.ShouldKeepReachAsync(this, Question.Scope, InPlay, cancellation))
            await KeepReachAsync(cancellation);
    }

    /// <summary>From now on who reaches what is read from the plan's tables.</summary>
    public Task KeepReachAsync(CancellationToken cancellation)
    {
        Question = Question with { KeepsReach = true };
        return PlanCover.ReachAsync(this, Question, cancellation);
    }

    /// <summary>The same is asked of the policy that stands now.</summary>
    public async Task AskAgainAsync(CancellationToken cancellation)
    {
        var worked = Question.Difference.TouchesProfiles || Question.KeepsReach;
        Question = Question.AfterCommit;
        if (worked)
            await PlanCover.FillAgainAsync(this, Question, cancellation);
    }

    /// <summary>The statement of this text, in the transaction as it is now. It stays the connection's: nobody disposes it.</summary>
    public DbCommand Statement(string sql)
    {
        var command = connection.Statement(sql);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>Ends the transaction, if one is open, without writing, and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (db.Database.CurrentTransaction is { } open)
        {
            await using var transaction = open.GetDbTransaction();
            await open.DisposeAsync();
        }
        await db.DisposeAsync();
        home.Return(connection);
    }
}
