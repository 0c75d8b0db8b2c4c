using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Who owns a key, as it stands or as edited.</summary>
public sealed partial class OwnerEditor
{
    private OwnerName? chosen;

    [Inject]
    public required PartyQueries Parties { get; set; }

    /// <summary>The owner that stands; null: nobody.</summary>
    [Parameter, EditorRequired]
    public OwnerName? Standing { get; set; }

    /// <summary>The owner as edited; null: as it stands.</summary>
    [Parameter]
    public Edit.Owner? Edited { get; set; }

    [Parameter]
    public EventCallback<OwnerName?> OnEdit { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Edited is not { } edited)
        {
            chosen = Standing;
            return;
        }
        if ((edited.UserId, edited.GroupId) == (IdOf(chosen, false), IdOf(chosen, true)))
            return;
        // An edit that was left: only its ids are kept.
        if ((edited.UserId ?? edited.GroupId) is null)
            chosen = null;
        else
            await Loading.ReadAsync(
                () => Parties.OfAsync([PartyOf(edited)]), named => chosen = named is [var row] ? new(row.Party.Id, row.Name, row.Party.Kind == ObjectKind.Group) : null);
    }

    private static string? IdOf(OwnerName? owner, bool isGroup) => owner is { } known && known.IsGroup == isGroup ? known.Id : null;

    private static Party PartyOf(Edit.Owner edit) => edit.UserId is { } user ? new(ObjectKind.User, user) : new(ObjectKind.Group, edit.GroupId!);

    private Task ChooseAsync(OwnerName? owner)
    {
        chosen = owner;
        return OnEdit.InvokeAsync(owner);
    }
}
