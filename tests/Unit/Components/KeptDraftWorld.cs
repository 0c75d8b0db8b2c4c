using System.Security.Claims;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>A database with a key that reaches a client, and an account that edits it.</summary>
public abstract class KeptDraftWorld : IAsyncLifetime
{
    protected static readonly ClaimsPrincipal Mara = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "a1"), new(ClaimTypes.Name, "mara.holt")], "test"));
    protected static readonly Edit Removal = new Edit.Allowlist("vk1", Remove: ["c1"]);
    protected TestDatabase Database { get; } = new();

    protected KeptDraftWorld()
    {
        Database.Add(Some.McpClient(1, "github"), Some.VirtualKey(1, "ci-bot"));
        Database.Add(Some.Grant(1, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static async Task<Draft> BeginAsync(PageContext context)
    {
        var session = context.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);
        return session.Of("key:vk1", "Allowlist of key ci-bot");
    }

    protected bool Kept()
    {
        using var db = Database.CreateDbContext();
        return db.Drafts.AsNoTracking().Any();
    }

    protected static async Task UntilAsync(Func<bool> holds)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < PageContext.Patience, "It did not come to hold.");
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        }
    }
}
