using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Tokens;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Makes an API token and shows it once.</summary>
public sealed partial class NewTokenDialog
{
    private string name = "";
    private Role role = Role.Viewer;
    private int days = 90;
    private string? secret;

    [Inject]
    public required Permitted<ApiTokenStore> Edits { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private void Choose(Role chosen) => role = chosen;

    private Task CreateAsync() => SaveAsync(
        async () =>
        {
            var until = days == 0 ? (DateTimeOffset?)null : Clock.GetUtcNow().AddDays(days);
            var outcome = await Edits.RunAsync((tokens, by) => tokens.CreateAsync(by, name, role, until));
            if (outcome is EditOutcome.Done done)
                secret = done.Secret;
            else
                Error = EditWords.Of(outcome, SettingsTexts.ApiToken).Message;
        },
        reference => SettingsTexts.TheTokenCouldNotBeMadeNothing.With(reference));
}
