using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Makes a virtual key and shows its secret once. A key without grants moves no credential, so there is nothing to review.</summary>
public sealed partial class NewKeyDialog
{
    private ElementReference first;
    private string name = "";
    private string ownerSearch = "";
    private string owner = "";
    private DateTime? expires;
    private IReadOnlyList<OwnerName> owners = [];
    private string? error;
    private string? secret;
    private string? id;
    private bool isSaving;

    [Inject]
    public required VirtualKeyEdits Edits { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override Task OnInitializedAsync() => FindAsync("");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private static string Value(OwnerName owner) => $"{(owner.IsGroup ? "group" : "user")}:{owner.Id}";

    private static string Text(OwnerName owner) => owner.IsGroup ? $"Team {owner.Name}" : owner.Name;

    private async Task FindAsync(string text)
    {
        ownerSearch = text;
        owners = await Choices.OwnersAsync(text);
        owner = text.Length > 0 && owners.Count > 0 ? Value(owners[0]) : "";
    }

    private async Task CreateAsync()
    {
        isSaving = true;
        var at = expires is { } day ? new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Utc)) : (DateTimeOffset?)null;
        var outcome = await Edits.CreateAsync(name, owner.Length == 0 ? null : owner, at);
        isSaving = false;
        if (outcome is PolicyEditOutcome.Done done)
            (id, secret, error) = (done.Id, done.Secret, null);
        else
            error = (outcome as PolicyEditOutcome.Refused)?.Message;
    }

    private void Cancel() => Dialog.Cancel();

    private void Open() => Dialog.Close(DialogResult.Ok(id));
}
