using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Bulk assignment in three steps: who, what, review. The step and the filter are in the URL, what is picked in the session.</summary>
public sealed partial class AssignPage
{
    /// <summary>Under which the page's edit is kept.</summary>
    public const string Subject = "assign";

    private int? filtered;
    private string? counted;
    private string? failure;

    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required PlanSession Plans { get; set; }

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required LeaveGuard Leave { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    /// <summary>Query of the list of virtual keys whose keys are meant; "all" for every key.</summary>
    [SupplyParameterFromQuery(Name = "filter")]
    public string? Filter { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private bool IsPicked => Session.Source is not null || Filter is not null || Session.Keys.Count + Session.Owners.Count > 0;

    private int At => StepName switch
    {
        "done" when Session.Result is not null => 4,
        "review" when Session.Source is not null || (IsPicked && Session.Clients.Count > 0) => 3,
        "review" or "what" when IsPicked && Session.Source is null => 2,
        _ => 1,
    };

    private bool IsOpen => Plans.Find(Subject) is { IsOpen: true };

    private string WhoWords => At == 4 ? Session.Result!.Source : AssignWords.Who(Session, filtered, Filter is "all") is { Length: > 0 } words ? words : AssignTexts.WhoEmpty;

    private string WhatWords => AssignWords.What(Session) is { Length: > 0 } words ? words : AssignTexts.WhatEmpty;

    private string ReviewLine => At == 4 ? AssignTexts.Committed : AssignTexts.NothingYet;

    /// <summary>The filter that a query of the list means.</summary>
    internal static VirtualKeyFilter FilterOf(string query) => KeyListAddress.Of(query == "all" ? "" : query).Filter;

    /// <summary>The furthest step that what is picked allows: where somebody goes on who left.</summary>
    private string FurthestStep => Session.Source is not null || Session.Clients.Count > 0 ? "review" : "what";

    protected override void OnInitialized()
    {
        Session.TakeUp();
        if (StepName is null && Filter is null && Session.IsBegun && Session.Result is null)
            Navigation.NavigateTo(Links.AssignAt(FurthestStep, Session.Filter), replace: true);
    }

    protected override Task OnParametersSetAsync() => CountAsync();

    private async Task CountAsync()
    {
        if (counted == Filter && failure is null)
            return;
        Session.Mean(Filter);
        (failure, counted) = (null, Filter);
        try
        {
            filtered = Filter is { } query ? await Task.Run(() => Keys.CountAsync(FilterOf(query))) : null;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (Plans.Find(Subject) is { IsOpen: true } draft && !Links.IsSamePage(context.TargetLocation, Links.Assign) && !await Leave.AskAsync(draft.Title))
            context.PreventNavigation();
    }
}
