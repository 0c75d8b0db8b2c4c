using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Makes an MCP client. Nobody stored anything for it yet, so there is nothing to review. Its result is the id.</summary>
public sealed partial class NewClientDialog
{
    private readonly ClientForm form = new();
    private string id = "";
    private bool allKeys;
    private bool isSaving;
    private string? failure;

    [Inject]
    public required Permitted<McpClientEdits> Edits { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private string Derived => McpClientSettings.IdOf(form.Name) ?? "";

    private string IdTone => form.Wrong("client_id") is null ? "" : "bad";

    private string IdInvalid => form.Wrong("client_id") is null ? "false" : "true";

    private string ReachHint => allKeys
        ? McpClientTexts.EveryVirtualKeyReachesItWithAll
        : McpClientTexts.NoVirtualKeyReachesItUntilIt;

    private async Task CreateAsync()
    {
        (isSaving, failure, form.Refused) = (true, null, null);
        try
        {
            var outcome = await Task.Run(() => Edits.RunAsync((edits, by) => edits.CreateAsync(by, form.Settings, id, form.Names, allKeys)));
            form.Refused = outcome as EditOutcome.Refused;
            if (outcome is EditOutcome.Done done)
            {
                Dialog.Close(DialogResult.Ok(done.Id));
                await Inventory.ChangeAsync();
            }
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isSaving = false;
    }

    private void Cancel() => Dialog.Cancel();
}
