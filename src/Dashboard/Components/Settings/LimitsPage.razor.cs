using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Settings;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>For how long orphans are kept, and from where on a commit asks twice. What is chosen here holds at once on every process.</summary>
public sealed partial class LimitsPage
{
    private SettingsState? state;
    private string days = "";
    private string credentials = "";
    private string share = "";
    private EditOutcome.Refused? refused;
    private string? message;
    private string tone = "ok";
    private string? failure;
    private bool isSaving;

    [Inject]
    public required SettingQueries Settings { get; set; }

    [Inject]
    public required Permitted<SettingEdits> Edits { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private bool IsDirty => state is { Now: { } now } && (days, credentials, share) != Fields(now);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            state = await Settings.StateAsync();
            (days, credentials, share) = Fields(state.Now);
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private static (string, string, string) Fields(LiveSettings settings) => (
        settings.OrphanDays.ToString(CultureInfo.InvariantCulture), settings.GuardrailCredentials.ToString(CultureInfo.InvariantCulture), Percent(settings.GuardrailShare));

    private static string Percent(double share) => (share * 100).ToString("0.####", CultureInfo.InvariantCulture);

    private bool IsChosen(string name) => state!.Chosen.Any(setting => setting.Name == name);

    private string Origin(string name, string configured) => state!.Chosen.FirstOrDefault(setting => setting.Name == name) is { } chosen
        ? SettingsTexts.ChosenByOnConfigured.With(chosen.By, Words.Day(chosen.At), configured)
        : SettingsTexts.AsConfigured;

    private string? Wrong(string name) => refused?.Field == name ? refused.Message : null;

    private string Tone(string name) => Wrong(name) is null ? "" : "bad";

    private Task SaveRetentionAsync() => WriteAsync((edits, by) => edits.KeepOrphansAsync(by, Number(days)), SettingsTexts.RetentionIsSaved);

    private Task ForgetRetentionAsync() => WriteAsync((edits, by) => edits.KeepOrphansAsync(by, null), SettingsTexts.RetentionIsAsConfigured);

    private Task SaveGuardrailsAsync() => WriteAsync(
        (edits, by) => edits.GuardAsync(
            by, Number(credentials), double.TryParse(share.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0),
        SettingsTexts.GuardrailsAreSaved);

    private Task ForgetGuardrailsAsync() => WriteAsync((edits, by) => edits.GuardAsync(by, null, null), SettingsTexts.GuardrailsAreAsConfigured);

    // What is no number is refused like one that is out of bounds.
    private static int Number(string text) =>
        int.TryParse(text.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task WriteAsync(Func<SettingEdits, Actor, Task<EditOutcome>> edit, string done)
    {
        isSaving = true;
        try
        {
            var outcome = await Edits.RunAsync(edit);
            refused = outcome as EditOutcome.Refused;
            (tone, message) = EditWords.Of(outcome, SettingsTexts.Setting, done);
            if (outcome is EditOutcome.Done)
                await LoadAsync();
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isSaving = false;
    }
}
