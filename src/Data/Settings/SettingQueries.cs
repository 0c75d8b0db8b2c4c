using System.Globalization;
using Gatehouse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Settings;

/// <summary>
/// The settings that count now: as an admin chose them, else as configured. Read anew each time, one row or none for each, so that a choice
/// holds at once on every process of an installation.
/// </summary>
public sealed class SettingQueries(IDbContextFactory<DashboardDbContext> contexts, LiveSettings configured)
{
    public async Task<LiveSettings> NowAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return Of(await db.StoredSettings.AsNoTracking().ToArrayAsync(cancellation));
    }

    public async Task<SettingsState> StateAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.StoredSettings.AsNoTracking().ToArrayAsync(cancellation);
        return new(Of(rows), configured, [.. rows.Select(row => new ChosenSetting(row.Name, row.ChangedBy, row.ChangedAt))]);
    }

    private LiveSettings Of(IReadOnlyCollection<StoredSetting> rows)
    {
        return new(
            Value(LiveSettings.OrphanDaysName, configured.OrphanDays), Value(LiveSettings.GuardrailCredentialsName, configured.GuardrailCredentials),
            Value(LiveSettings.GuardrailShareName, configured.GuardrailShare));

        // What a hand in the database wrote that is no number counts as not chosen.
        T Value<T>(string name, T otherwise) where T : IParsable<T> =>
            rows.FirstOrDefault(row => row.Name == name) is { } row && T.TryParse(row.Value, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
    }
}
