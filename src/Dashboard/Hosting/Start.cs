using System.Data.Common;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Starting;
using Gatehouse.Data;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Hosting;

/// <summary>
/// What happens between the settings and the first request, in this order: what the file is, its schema, whether the key ring belongs to it. Each
/// refusal is one line that says what to do; a file that is not ours is not touched.
/// </summary>
internal static class Start
{
    private const string Setting = "Database:ConnectionString";

    /// <summary>How long another process is waited for that brings the schema up to date.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="SettingException">A setting is wrong, or the database cannot be opened.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        Listening.Check(app.Configuration);
        if (app.Environment.WebRootFileProvider.GetFileInfo("app.css") is not { Exists: true, Length: > 0 })
            throw new SettingException($"The pages' files are missing beside the program ({AppContext.BaseDirectory}wwwroot). Start what dotnet publish wrote, with its whole folder.");
        await app.Services.PrepareAsync();
        WorkFolder.Sweep();
        if (!await app.Services.GetRequiredService<ClientSecretUpgrade>().RunAsync())
            throw new SettingException("Another process writes the database. Wait until it is done, then start again.");
        await SampleAtStart.LoadAsync(app.Services);
        await app.Services.AddConfiguredAdminAsync();
    }

    /// <summary>Brings the schema up to date; refuses a file that is newer, too old, damaged, or not ours.</summary>
    /// <param name="services">The program.</param>
    /// <param name="isReading">Only reads: it neither makes a file nor changes a schema.</param>
    public static async Task OpenAsync(this IServiceProvider services, bool isReading)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<DashboardDbContext>>();
        try
        {
            var path = PathOf(services);
            await using var db = await contexts.CreateDbContextAsync();
            var kind = DatabaseFile.Inspect(path, [.. db.Database.GetMigrations()]);
            if (Refusal(kind, isReading) is { } refusal)
                throw new SettingException($"{Setting} names {path}: {refusal}");
            if (!isReading)
                MakeFolder(path);
            if (kind is not DatabaseKind.Ours { Pending.Count: 0 }
                && !await MigrationLock.MigrateAsync(db, path, Patience, services.GetRequiredService<TimeProvider>()))
                throw new SettingException($"Another process has been bringing the schema of {path} up to date for {Patience.TotalSeconds:N0} seconds. Wait until it is done, then start again.");
            Warn(services, path);
            await KeyRingState.CheckFolderAsync(services.GetRequiredService<IOptions<DashboardOptions>>().Value.Secrets, db);
        }
        catch (DbException error)
        {
            throw new SettingException($"{Setting} names a file that cannot be used: {StartErrors.Words(error)}");
        }
        var keys = services.GetRequiredService<KeyRingState>();
        await keys.CheckAsync();
        if (keys.Unreadable.Count > 0)
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Start)).LogError(
                "The key ring cannot read {Kinds}: nothing of them is used, and /health/ready answers 503 until they are entered anew or the key ring is put back", string.Join(", ", keys.Unreadable));
    }

    private static string PathOf(IServiceProvider services)
    {
        try
        {
            return DatabaseFile.PathOf(services.GetRequiredService<IOptions<DashboardOptions>>().Value.Database.ConnectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException($"{Setting} cannot be read: {StartErrors.Words(wrong)} Write e.g. \"Data Source=data/gatehouse.db\".");
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{Setting} names {path}, whose folder cannot be made: {StartErrors.Words(error)}");
        }
    }

    private static string? Refusal(DatabaseKind kind, bool isReading) => kind switch
    {
        DatabaseKind.Empty when isReading => "there is no database yet. Start the program once, or name the right file.",
        DatabaseKind.Ours { Pending.Count: > 0 } when isReading => "it is a database of an earlier version. Run migrate first.",
        DatabaseKind.Newer newer => $"it is a database of a newer version (it has {newer.Migration}). Start that version, or name another file.",
        DatabaseKind.TooOld => "it is a database of a version before the first release, which this version cannot bring up to date. Name another file.",
        DatabaseKind.Foreign => "it is a database of another program; it was not touched. Name another file.",
        DatabaseKind.Unusable unusable => $"{unusable.Reason}. Name another file, or restore it from a backup.",
        _ => null,
    };

    private static void Warn(IServiceProvider services, string path)
    {
        var ring = services.GetRequiredService<IOptions<DashboardOptions>>().Value.Secrets.KeyRing;
        var wide = OwnerOnly.Tighten([path, path + "-wal", path + "-shm", .. Directory.Exists(ring) ? Directory.GetFiles(ring) : []]);
        if (wide.Count > 0)
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Start)).LogWarning("Others could read {Files}; only the program's account can now", string.Join(", ", wide));
    }
}
