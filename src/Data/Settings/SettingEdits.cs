using System.Globalization;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Settings;

/// <summary>Settings that an admin chooses, or leaves to the configuration again.</summary>
public sealed class SettingEdits(Writes writes)
{
    /// <summary>For how many days orphans are kept, 1 to 3,650; null: as configured.</summary>
    public Task<EditOutcome> KeepOrphansAsync(Actor actor, int? days, CancellationToken cancellation = default) =>
        days is < 1 or > LiveSettings.MostDays
            ? Refused(LiveSettings.OrphanDaysName, "Say a number of days from 1 to 3,650.")
            : WriteAsync(actor, [(LiveSettings.OrphanDaysName, days?.ToString(CultureInfo.InvariantCulture))], cancellation);

    /// <summary>From where on a commit asks for the number; both null: as configured.</summary>
    /// <param name="actor">Who chooses.</param>
    /// <param name="credentials">At least 1.</param>
    /// <param name="share">Above 0, at most 1.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<EditOutcome> GuardAsync(Actor actor, int? credentials, double? share, CancellationToken cancellation = default) =>
        credentials < 1 ? Refused(LiveSettings.GuardrailCredentialsName, "Say a number of credentials, at least 1.")
        : share is { } part && part is not (> 0 and <= 1) ? Refused(LiveSettings.GuardrailShareName, "Say a share above 0 and at most 100 %.")
        : WriteAsync(
            actor,
            [
                (LiveSettings.GuardrailCredentialsName, credentials?.ToString(CultureInfo.InvariantCulture)),
                (LiveSettings.GuardrailShareName, share?.ToString("R", CultureInfo.InvariantCulture)),
            ],
            cancellation);

    private static Task<EditOutcome> Refused(string name, string message) => Task.FromResult<EditOutcome>(new EditOutcome.Refused(name, message));

    private Task<EditOutcome> WriteAsync(Actor actor, IReadOnlyList<(string Name, string? Value)> settings, CancellationToken cancellation) =>
        writes.EditAsync(actor, Role.Admin, async step =>
    {
        var db = step.Db;
        var before = await db.StoredSettings.AsNoTracking().ToDictionaryAsync(row => row.Name, row => row.Value, cancellation);
        foreach (var (name, value) in settings)
        {
            await db.StoredSettings.Where(row => row.Name == name).ExecuteDeleteAsync(cancellation);
            if (value is not null)
                db.StoredSettings.Add(new StoredSetting { Name = name, Value = value, ChangedAt = step.Now, ChangedBy = actor.Name });
        }
        await db.SaveChangesAsync(cancellation);
        const string AsConfigured = "as configured";
        step.Record(new RecordEntry(RecordAction.SettingsChanged).With(
            [.. settings.Select(setting => (setting.Name, (string?)before.GetValueOrDefault(setting.Name, AsConfigured), (string?)(setting.Value ?? AsConfigured)))]));
        step.LeavesPolicy();
        return new EditOutcome.Done("settings");
    }, cancellation);
}
