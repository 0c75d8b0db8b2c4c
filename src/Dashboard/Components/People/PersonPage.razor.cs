using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>One user, or one group: an id that both have means the user, but where the link says group.</summary>
public sealed partial class PersonPage : IDisposable
{
    private UserDetail? user;
    private GroupDetail? group;
    private Neighbours? neighbours;
    private bool isMissing;
    private string? failure;
    private (string Id, string? Kind, string? List) loaded;

    [Inject]
    public required PeopleQueries People { get; set; }

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? TabName { get; set; }

    /// <summary>Query of the list one came from; "all" for the list as it opens; null: not from a list.</summary>
    [SupplyParameterFromQuery(Name = "list")]
    public string? List { get; set; }

    private PeopleListAddress Address => PeopleListAddress.Of(List is null or "all" ? "" : List);

    private string TitleWords => $"{user?.Name ?? group?.Name ?? PeopleTexts.People} · Gatehouse";

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override void OnInitialized() => Session.Committed += CommittedAsync;

    protected override async Task OnParametersSetAsync()
    {
        Id = SegmentIds.Id(Id);
        if (loaded == (Id, Kind, List))
            return;
        loaded = (Id, Kind, List);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var (id, list, filter) = (Id, List, Address.Filter);
            var asGroup = Kind == "group";
            (user, group, neighbours) = await Task.Run(async () =>
            {
                var person = asGroup ? null : await People.DetailAsync(id);
                var team = person is null ? await Groups.DetailAsync(id) : null;
                person ??= team is null ? await People.DetailAsync(id) : null;
                var place = list is null ? null
                    : person is not null ? await People.NeighboursAsync(id, filter)
                    : team is not null ? await Groups.NeighboursAsync(id, filter) : null;
                return (person, team, place);
            });
            isMissing = user is null && group is null;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
