using System.Data.Common;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Reconciliation.Planning;

/// <summary>One operation: a context of its own, on a connection that knows its statements.</summary>
internal sealed class PlanContext(DashboardDbContext db, KeptConnection connection, KeptConnections home, RecordChain chain) : IAsyncDisposable
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

    /// <summary>Writes what a resolved edit asks to the plan's tables: its parts can be asked from now on.</summary>
    /// <param name="resolved">The edit, resolved.</param>
    /// <param name="cancellation">Cancels between statements.</param>
    /// <param name="all">All rows are asked, not a page of them: then who reaches what may be worked out once for all.</param>
    public async Task AskAsync(ResolvedEdit resolved, CancellationToken cancellation, bool all = true)
    {
        Question = Question.Of(resolved);
        await PlanTables.FillAsync(this, Question, cancellation);
        parts.Clear();
        InPlay = 0;
        foreach (var part in Part.Of(resolved))
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

    /// <summary>The command of this text, in the transaction as it is now. It stays the connection's: nobody disposes it.</summary>
    public DbCommand Command(string sql)
    {
        var command = connection.Command(sql);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>The command of a kept statement with a text of ours around it.</summary>
    public DbCommand Command(KeptStatement statement, Func<KeptStatement, string> around)
    {
        var command = Command(around(statement));
        statement.AddTo(command);
        return command;
    }

    /// <summary>Runs a text of ours.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        var command = Command(sql);
        foreach (var (name, value) in values)
            KeptStatement.Set(command, name, value);
        await command.ExecuteNonQueryAsync(cancellation);
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
