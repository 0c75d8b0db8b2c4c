using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Makes a user. Its result is the public id.</summary>
public sealed partial class NewUserDialog
{
    private string name = "";
    private string userName = "";
    private EditOutcome.Refused? refused;

    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    private string? ErrorOf(string field) => refused?.Field == field ? refused.Message : field == "name" ? Error : null;

    private string Tone(string field) => ErrorOf(field) is null ? "" : "bad";

    private Task CreateAsync() => SaveAsync(
        async () =>
        {
            refused = null;
            var outcome = await Edits.RunAsync((edits, by) => edits.CreateUserAsync(by, name, userName));
            if (outcome is EditOutcome.Done done)
            {
                Dialog.Close(DialogResult.Ok(done.Id));
                await Inventory.ChangeAsync();
            }
            refused = outcome as EditOutcome.Refused;
        },
        reference => PeopleTexts.TheUserCouldNotBeMadeNothing.With(reference));
}
