using System.Security.Cryptography;
using Gatehouse.Dashboard.Commands;
using Gatehouse.Dashboard.Components.Import;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Operations;

/// <summary>
/// What happens between the settings and the first request, in this order: what the file is, its schema, whether the key ring belongs to it. Each
/// refusal is one line that says what to do; a file that is not ours is not touched.
/// </summary>
internal static class Start
{
    /// <summary>How long another process is waited for that brings the schema up to date.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="SettingException">A setting is wrong, or the database cannot be opened.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        Listening.Check(app.Configuration["Urls"]);
        if (app.Environment.WebRootFileProvider.GetFileInfo("app.css") is not { Exists: true, Length: > 0 })
            throw new SettingException($"The pages' files are missing beside the program ({AppContext.BaseDirectory}wwwroot). Start what dotnet publish wrote, with its whole folder.");
        await app.Services.PrepareAsync();
        UploadedDatabase.Sweep(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
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
            await using var db = await contexts.CreateDbContextAsync();
            var path = db.Database.GetDbConnection().DataSource;
            var kind = DatabaseFile.Inspect(path, [.. db.Database.GetMigrations()]);
            if (Refusal(kind, isReading) is { } refusal)
                throw new SettingException($"Database:ConnectionString names {path}: {refusal}");
            if (kind is not DatabaseKind.Ours { Pending.Count: 0 }
                && !await MigrationLock.MigrateAsync(db, path, Patience, services.GetRequiredService<TimeProvider>()))
                throw new SettingException($"Another process has been bringing the schema of {path} up to date for {Patience.TotalSeconds:N0} seconds. Wait until it is done, then start again.");
            Warn(services, path);
        }
        catch (Exception error) when (error is not SettingException && Engine.Default.FaultOf(error) is not null)
        {
            throw new SettingException($"Database:ConnectionString names a file that cannot be used: {error.Message}");
        }
        await CheckKeyRingAsync(services, contexts);
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

    /// <summary>One secret that is stored is tried: with a ring that was lost, every sign-in would have to be made again, and nobody would know why.</summary>
    private static async Task CheckKeyRingAsync(IServiceProvider services, IDbContextFactory<DashboardDbContext> contexts)
    {
        var ring = services.GetRequiredService<IOptions<DashboardOptions>>().Value.Secrets.KeyRing;
        if (File.Exists(ring))
            throw new SettingException($"Secrets:KeyRing names {ring}, which is a file. Name a folder.");
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            var stored = await db.OAuthTokenSecrets.Where(secret => secret.AccessToken != null).OrderByDescending(secret => secret.Id).Select(secret => secret.AccessToken).FirstOrDefaultAsync()
                ?? await db.Set<Data.Credentials.HeaderCredentialSecret>().Where(secret => secret.Values != null).OrderByDescending(secret => secret.Id).Select(secret => secret.Values).FirstOrDefaultAsync()
                ?? await db.McpClients.Where(client => client.StaticHeaders != null).Select(client => client.StaticHeaders).FirstOrDefaultAsync();
            if (stored is { Length: > 0 })
                services.GetRequiredService<SecretProtector>().Unprotect(stored);
        }
        catch (CryptographicException)
        {
            throw new SettingException(
                $"Secrets:KeyRing names {ring}, whose keys cannot read the secrets in the database. Put back the key ring that belongs to it (a backup has both), or name its folder.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Secrets:KeyRing names {ring}, which cannot be used as a folder: {error.Message}");
        }
    }
}
