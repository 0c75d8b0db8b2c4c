using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>What can be edited about a key without moving a credential.</summary>
public sealed partial class SettingsTab
{
    private string name = "";
    private string? description;
    private bool isActive;
    private DateTime? expires;
    private int version;
    private string? wrongName;
    private string? message;
    private string messageTone = "ok";
    private string? secret;
    private bool isSure;
    private bool isSaving;

    [Inject]
    public required VirtualKeyEdits Edits { get; set; }

    [Parameter, EditorRequired]
    public required VirtualKeyDetail Key { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private Edit Delete => new Edit.DeleteVirtualKey(Key.Id);

    private string DeleteTitle => $"Delete of key {Key.Name}";

    private string Prefix => Key.Prefix is null ? "not known" : Key.Prefix + "…";

    private DateTimeOffset? ExpiresAt => expires is { } day
        ? day == Key.ExpiresAt?.UtcDateTime.Date ? Key.ExpiresAt : new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Utc))
        : null;

    protected override void OnInitialized() =>
        (name, description, isActive, expires, version) = (Key.Name, Key.Description, Key.IsActive, Key.ExpiresAt?.UtcDateTime.Date, Key.Version);

    private async Task SaveAsync()
    {
        isSaving = true;
        await TellAsync(await Edits.ChangeAsync(Key.Id, version, name, description, isActive, ExpiresAt), "Saved.");
        isSaving = false;
    }

    private async Task RotateAsync()
    {
        if (!isSure)
        {
            isSure = true;
            return;
        }
        isSure = false;
        var outcome = await Edits.RotateAsync(Key.Id);
        secret = (outcome as PolicyEditOutcome.Done)?.Secret;
        await TellAsync(outcome, "The key has a new secret.");
    }

    private void Keep() => isSure = false;

    private async Task TellAsync(PolicyEditOutcome outcome, string done)
    {
        wrongName = null;
        (message, messageTone) = outcome switch
        {
            PolicyEditOutcome.Done => (done, "ok"),
            PolicyEditOutcome.Refused refused => (refused.Message, "error"),
            PolicyEditOutcome.Conflict => ("Somebody else edited this key meanwhile. Nothing was written. Reload the page to see what is true now.", "warn"),
            _ => ("This key is gone. Nothing was written.", "error"),
        };
        if (outcome is PolicyEditOutcome.Refused { Field: "name" } wrong)
            wrongName = wrong.Message;
        if (outcome is not PolicyEditOutcome.Done)
            return;
        version++;
        await OnSaved.InvokeAsync();
    }
}
