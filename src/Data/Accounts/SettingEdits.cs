using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Accounts;

/// <summary>Settings that an admin chooses, or leaves to the configuration again.</summary>
public sealed class SettingEdits(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>For how many days orphans are kept, 1 to 3,650; null: as configured.</summary>
    public Task<EditOutcome> KeepOrphansAsync(int? days, string by, CancellationToken cancellation = default) =>
        days is < 1 or > LiveSettings.MostDays
            ? Refused(LiveSettings.OrphanDaysName, "Say a number of days from 1 to 3,650.")
            : WriteAsync([(LiveSettings.OrphanDaysName, days?.ToString(CultureInfo.InvariantCulture))], by, cancellation);

    /// <summary>From where on a commit asks for the number; both null: as configured.</summary>
    /// <param name="credentials">At least 1.</param>
    /// <param name="share">Above 0, at most 1.</param>
    /// <param name="by">Who chooses.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> GuardAsync(int? credentials, double? share, string by, CancellationToken cancellation = default) =>
        credentials < 1 ? Refused(LiveSettings.GuardrailCredentialsName, "Say a number of credentials, at least 1.")
        : share is { } part && part is not (> 0 and <= 1) ? Refused(LiveSettings.GuardrailShareName, "Say a share above 0 and at most 100 %.")
        : WriteAsync(
            [
                (LiveSettings.GuardrailCredentialsName, credentials?.ToString(CultureInfo.InvariantCulture)),
                (LiveSettings.GuardrailShareName, share?.ToString("R", CultureInfo.InvariantCulture)),
            ],
            by, cancellation);

    private static Task<EditOutcome> Refused(string name, string message) => Task.FromResult<EditOutcome>(new EditOutcome.Refused(name, message));

    private async Task<EditOutcome> WriteAsync(IReadOnlyList<(string Name, string? Value)> settings, string by, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var (name, value) in settings)
        {
            await db.StoredSettings.Where(row => row.Name == name).ExecuteDeleteAsync(cancellation);
            if (value is not null)
                db.StoredSettings.Add(new StoredSetting { Name = name, Value = value, ChangedAt = clock.GetUtcNow(), ChangedBy = by });
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new EditOutcome.Done("settings");
    }
}
