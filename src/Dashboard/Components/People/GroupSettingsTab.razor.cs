using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The name of a group, and its end.</summary>
public sealed partial class GroupSettingsTab
{
    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

    [Parameter, EditorRequired]
    public required GroupDetail Group { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IEnumerable<string?> Faults => StoredFaults.OfGroup(Group.Name);

    private Edit Delete => new Edit.DeleteGroup(Group.Id);

    private string DeleteTitle => PeopleTexts.DeleteOfGroup.With(Group.Name);

    private static string Then => new PeopleListAddress(new PeopleFilter(), true).Href;

    private Task<EditOutcome> RenameAsync(string name) => Edits.RunAsync((edits, by) => edits.RenameGroupAsync(by, Group.Id, Group.Name, name));
}
