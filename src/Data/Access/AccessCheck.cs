using System.Collections.Concurrent;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Access;

/// <summary>
/// The runtime check: may this virtual key or user use this MCP client now, with which tools, through what, with which credential. Cover is
/// asked of the same definition that reconciliation asks. What was read is kept until anybody commits a write that touches policy, people, credentials
/// or flows, so an answer is never older than the last such commit, on every process that shares the file. Safe to use from several threads.
/// </summary>
public sealed class AccessCheck(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock) : IDisposable
{
    /// <summary>How many answers are kept; those beyond are read each time.</summary>
    private const int Most = 50_000;

    private readonly DataVersion version = new(contexts);
    private readonly KeptConnections connections = new(contexts);
    private readonly Lazy<AccessSql> sql = new(() => new AccessSql(contexts));
    private Kept kept = new(long.MinValue);

    /// <summary>The answer for this moment. Waits for nobody: a commit under way holds no reader up.</summary>
    public AccessAnswer Ask(AccessRequest request)
    {
        // First the version, then the facts: they are at least as new as what they are kept under.
        var at = version.Read();
        var known = kept;
        if (known.Version != at)
            kept = known = new(at);
        if (!known.Facts.TryGetValue(request, out var facts))
        {
            facts = Read(request);
            if (Interlocked.Increment(ref known.Count) <= Most)
                known.Facts[request] = facts;
        }
        return facts.At(clock.GetUtcNow());
    }

    public void Dispose()
    {
        version.Dispose();
        connections.Dispose();
    }

    private AccessFacts Read(AccessRequest request)
    {
        var connection = connections.Take();
        var isWhole = false;
        try
        {
            using var moment = Engine.Of(connection.Owner).BeginRead(connection.Connection);
            var facts = new AccessReader(connection, moment, sql.Value).Read(request);
            isWhole = true;
            return facts;
        }
        finally
        {
            connections.Return(connection, isWhole);
        }
    }

    /// <summary>Facts read while policy stood at one version.</summary>
    private sealed class Kept(long version)
    {
        public int Count;

        public long Version => version;

        public ConcurrentDictionary<AccessRequest, AccessFacts> Facts { get; } = new();
    }
}
