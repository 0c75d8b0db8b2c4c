using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Valid rows, one line for each key they mean: what changes, and what that does to the credentials behind the key.</summary>
public sealed partial class ValidRows
{
    private const int Size = 25;
    private IReadOnlyList<SheetLine> lines = [];
    private IReadOnlyDictionary<string, OwnerName>? owners;
    private IReadOnlyDictionary<string, MoveCounts>? tallies;
    private int total;
    private int page = 1;
    private int asked;
    private string search = "";
    private bool onlyChanged;
    private string? failure;

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required AssignSheet Sheet { get; set; }

    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    private bool HasLines => !Sheet.IsPicked;

    private string Title => HasLines ? AssignWords.Count(Sheet.Valid, AssignTexts.ValidRow, AssignTexts.ValidRows) : AssignWords.Count(Sheet.Keys, AssignTexts.Key, AssignTexts.Keys);

    private string CountWords => $"{(HasLines || Sheet.ChangedKeys != Sheet.Keys ? $"{AssignWords.Count(Sheet.ChangedKeys, AssignTexts.KeyChanges, AssignTexts.KeysChange)}, " : "")}{AssignWords.Count(Sheet.Changes, AssignTexts.GrantDiffers, AssignTexts.GrantsDiffer)}"
        + (HasLines && Sheet.UnchangedRows > 0 ? $", {AssignWords.Count(Sheet.UnchangedRows, AssignTexts.RowChangesNothing, AssignTexts.RowsChangeNothing)}" : "");

    private string Empty => Sheet.Valid == 0 ? AssignTexts.NoneValid : search.Trim().Length > 0 ? AssignTexts.NoneMatches : onlyChanged ? AssignTexts.NoneChanges : "";

    protected override Task OnInitializedAsync()
    {
        onlyChanged = Sheet.Changes > 0;
        return ReadAsync();
    }

    private static string Via(SheetLine line) => AssignWords.Target(line.Kind, line.Target);

    private string OwnerOf(SheetLine line) => owners is null ? "" : owners.GetValueOrDefault(line.KeyId) is { } owner ? owner.IsGroup ? AssignWords.Say(AssignTexts.Team, owner.Name) : owner.Name : AssignTexts.Unowned;

    private MoveCounts? MovesOf(SheetLine line) => tallies?.GetValueOrDefault(line.KeyId);

    private string Tone(SheetLine line) => MovesOf(line) switch
    {
        null or { Total: 0 } => "quiet",
        { Orphan: > 0 } => "gh-orphan",
        { Reactivate: > 0 } => "gh-reactivate",
        _ => "gh-drop",
    };

    private string Consequence(SheetLine line) => tallies is null ? Draft.IsPlanned ? AssignTexts.WorkingItOut : "–" : MovesOf(line) is { Total: > 0 } moves ? ReviewWords.Moved(moves) : AssignTexts.NoCredential;

    private Task TypeAsync(string text)
    {
        (search, page) = (text, 1);
        return ReadAsync();
    }

    private Task ShowAsync(bool changed)
    {
        (onlyChanged, page) = (changed, 1);
        return ReadAsync();
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var mine = ++asked;
        failure = null;
        total = Sheet.Count(search, onlyChanged);
        lines = [.. Sheet.Lines(search, onlyChanged).Skip((page - 1) * Size).Take(Size)];
        (owners, tallies) = (null, null);
        try
        {
            string[] ids = [.. lines.Select(line => line.KeyId).Distinct()];
            var found = await Task.Run(() => Keys.OwnersAsync(ids));
            if (mine != asked)
                return;
            owners = found;
            StateHasChanged();
            if (!Draft.IsPlanned || Draft.Edit is not { } edit)
                return;
            var counted = await Task.Run(() => Reconciler.TallyAsync(edit, ObjectKind.VirtualKey, ids));
            if (mine == asked)
                tallies = counted;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }
}
