using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>The end of the record as it is kept apart.</summary>
/// <param name="Number">The last entry.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When this was noted.</param>
public sealed record KeptHead(long Number, string Hash, DateTimeOffset At);

/// <summary>
/// Keeps the end of the record apart from the database: in a small file beside the key ring, one for each database. Somebody who may write the
/// database alone cannot cut entries off its end, or empty it, so that <see cref="HistoryCheck"/> does not notice.
/// </summary>
/// <param name="folder">The folder of the key ring; null: nothing is kept apart.</param>
public sealed class RecordHead(string? folder)
{
    // The file it writes first is named for the process: two writers in one would take it from each other.
    private static readonly SemaphoreSlim OneWriter = new(1, 1);

    /// <summary>What is kept for this database; null: nothing yet.</summary>
    public KeptHead? Read(DashboardDbContext db)
    {
        try
        {
            return folder is null ? null : JsonSerializer.Deserialize<KeptHead>(File.ReadAllText(PathOf(db)), DataJson.Options);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Notes where the record ends now. A head that is kept already and is not in the record stays: it is what a check compares with.
    /// </summary>
    /// <returns>False: the head that is kept is not in the record.</returns>
    public async Task<bool> KeepAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (folder is null || await db.RecordLinks.OrderByDescending(link => link.Number).FirstOrDefaultAsync(cancellation) is not { } last)
            return folder is null || Read(db) is null;
        if (Read(db) is { } kept)
        {
            if (kept.Number == last.Number && kept.Hash == last.Hash)
                return true;
            if (!await HoldsAsync(db, kept, cancellation))
                return false;
        }
        await WriteAsync(db, new KeptHead(last.Number, last.Hash, now), cancellation);
        return true;
    }

    /// <summary>Notes the end of the record whatever was kept before: an admin has accepted that it was cut, or restored from a backup.</summary>
    public async Task AcceptAsync(DashboardDbContext db, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (folder is not null && await db.RecordLinks.OrderByDescending(link => link.Number).FirstOrDefaultAsync(cancellation) is { } last)
            await WriteAsync(db, new KeptHead(last.Number, last.Hash, now), cancellation);
    }

    private static async Task<bool> HoldsAsync(DashboardDbContext db, KeptHead kept, CancellationToken cancellation) =>
        await db.RecordLinks.AnyAsync(link => link.Number == kept.Number && link.Hash == kept.Hash, cancellation)
        || await db.RecordSegments.AnyAsync(segment => segment.LastNumber >= kept.Number, cancellation);

    private async Task WriteAsync(DashboardDbContext db, KeptHead head, CancellationToken cancellation)
    {
        var (path, beside) = (PathOf(db), $"{PathOf(db)}.{Environment.ProcessId}");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a process that is killed leaves the one before.
        await OneWriter.WaitAsync(cancellation);
        try
        {
            await using (var file = new FileStream(beside, options))
                await JsonSerializer.SerializeAsync(file, head, DataJson.Options, cancellation);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            OneWriter.Release();
        }
    }

    private string PathOf(DashboardDbContext db)
    {
        var connection = db.Database.GetDbConnection();
        var name = File.Exists(connection.DataSource) ? Path.GetFullPath(connection.DataSource) : $"{connection.DataSource}/{connection.Database}";
        return Path.Combine(folder!, $"record-head-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}.json");
    }
}
