using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Starting;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Operations;

/// <summary>
/// Whether requests can be served: the database is where it was, can be read, its write lock can be had, its disk takes what is written, and the key ring
/// reads its secrets. It is looked at once a second at most. Nothing is committed: a write of the database itself would make every cache of it old.
/// </summary>
public sealed class Readiness(IDbContextFactory<DashboardDbContext> contexts, IOptions<DashboardOptions> options, KeyRingState keys, TimeProvider clock, ILogger<Readiness> log) : IDisposable
{
    private const int ProbeBytes = 64 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>A commit of many rows holds the lock for a second or two; one who holds it for longer keeps others from working.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private (long At, string? Why)? last;
    private string? told;

    public void Dispose() => turn.Dispose();

    /// <summary>Why requests cannot be served, as a stable word (docs/operations.md); null: they can.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (last is { } known && clock.GetElapsedTime(known.At) < Fresh)
                return known.Why;
            var why = await LookAsync(cancellation);
            last = (clock.GetTimestamp(), why);
            return why;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<string?> LookAsync(CancellationToken cancellation)
    {
        string? why;
        try
        {
            why = await FaultAsync(cancellation) is { } fault ? StorageWords.Of(fault).Code : await keys.IsWholeAsync(cancellation) ? null : "keys_lost";
            if (why is not null && why != told)
                log.LogError("Not ready: {Why}", why);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            why = ExceptionReader.IsBusy(error) ? "busy" : ExceptionReader.StorageFaultOf(error) is { } fault ? StorageWords.Of(fault).Code : "failed";
            if (why != told)
                log.LogError("Not ready: {Why}, {Message}", why, error.Message);
        }
        if (why is null && told is not null)
            log.LogInformation("Ready again");
        return told = why;
    }

    private async Task<StorageFault?> FaultAsync(CancellationToken cancellation)
    {
        var path = DatabaseFile.PathOf(options.Value.Database.ConnectionString);
        if (!File.Exists(path))
            return StorageFault.Gone;
        await DatabaseProbe.TryAsync(contexts, LongestWait, cancellation);
        try
        {
            await using var probe = new FileStream($"{path}.{Environment.ProcessId}.probe", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            await probe.WriteAsync(new byte[ProbeBytes], cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            return StorageFault.ReadOnly;
        }
        return null;
    }
}

/// <summary>Whether the program lives, and whether it can serve.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "live").AllowAnonymous();
        app.MapGet("/health/ready", async (Readiness readiness, CancellationToken cancellation) =>
            await readiness.WhyNotAsync(cancellation) is { } why ? Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Ok("ready")).AllowAnonymous();
    }
}
