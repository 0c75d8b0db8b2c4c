using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>What can be edited about a key at once, and its owner and its end, which go through the review.</summary>
public sealed partial class SettingsTab
{
    private VirtualKeyDetail seen = null!;
    private string name = "";
    private string? description;
    private bool isActive;
    private DateTime? expires;
    private int version;
    private (string, string, bool, DateTime?) standing;
    private string? wrongName;
    private string? message;
    private string messageTone = "ok";
    private string? secret;
    private bool isSure;
    private bool isSaving;

    [Inject]
    public required Permitted<VirtualKeyEdits> Edits { get; set; }

    [Parameter, EditorRequired]
    public required VirtualKeyDetail Key { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private Edit.Owner? EditedOwner => Draft is { IsOpen: true, Edit: Edit.Owner edit } ? edit : null;

    protected override (string Subject, string Title) Edited => ($"owner:{Key.Id}", VirtualKeyTexts.OwnerOfKey.With(Key.Name));

    private IEnumerable<string?> Faults => [NameText.WrongName(Key.Name, "the key"), NameText.WrongDescription(Key.Description)];

    private Edit Delete => new Edit.DeleteVirtualKey(Key.Id);

    private string DeleteTitle => VirtualKeyTexts.DeleteOfKey.With(Key.Name);

    private string SettingsTitle => VirtualKeyTexts.SettingsOfKey.With(Key.Name);

    private (string, string, bool, DateTime?) Typed => (name, description ?? "", isActive, expires);

    private bool IsDirty => Typed != standing;

    private string Prefix => Key.Prefix is null ? VirtualKeyTexts.NotKnown : Key.Prefix + "…";

    private DateTimeOffset? ExpiresAt => expires == Key.ExpiresAt?.UtcDateTime.Date ? Key.ExpiresAt : LastDay.EndOf(expires);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        seen = Key;
        (name, description, isActive, expires, version) = (Key.Name, Key.Description, Key.IsActive, Key.ExpiresAt?.UtcDateTime.Date, Key.Version);
        standing = Typed;
    }

    protected override void OnParametersSet()
    {
        // A commit of the owner counts the key on; what this form edits stands as it stood, so the form is not out of date.
        if (Fields(Key) == Fields(seen))
            version = Key.Version;
        seen = Key;
    }

    private static (string, string?, bool, DateTimeOffset?) Fields(VirtualKeyDetail key) => (key.Name, key.Description, key.IsActive, key.ExpiresAt);

    private Task OwnAsync(OwnerName? owner) => Draft.ProposeAsync(owner == Key.Owner ? null
        : new Edit.Owner(Key.Id, owner is { IsGroup: false } ? owner.Id : null, owner is { IsGroup: true } ? owner.Id : null));

    private async Task SaveAsync()
    {
        isSaving = true;
        var outcome = await Edits.RunAsync((edits, by) => edits.ChangeAsync(by, Key.Id, version, name, description, isActive, ExpiresAt));
        if (outcome is EditOutcome.Done)
            standing = Typed;
        await TellAsync(outcome, VirtualKeyTexts.Saved);
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
        var outcome = await Edits.RunAsync((edits, by) => edits.RotateAsync(by, Key.Id));
        secret = (outcome as EditOutcome.Done)?.Secret;
        await TellAsync(outcome, VirtualKeyTexts.TheKeyHasANewSecret);
    }

    private void Keep() => isSure = false;

    private async Task TellAsync(EditOutcome outcome, string done)
    {
        wrongName = null;
        (messageTone, message) = EditWords.Of(outcome, VirtualKeyTexts.Key, done);
        if (outcome is EditOutcome.Refused { Field: "name" } wrong)
            wrongName = wrong.Message;
        if (outcome is not EditOutcome.Done)
            return;
        version++;
        await OnSaved.InvokeAsync();
    }
}
