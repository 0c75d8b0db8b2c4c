using Gatehouse.Data.Assign;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What a row does to the grants of a key: added, removed, altered, or as it is.</summary>
public sealed partial class ChangedFields
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<ChangedField> Fields { get; set; }

    private static string Icon(ChangedField change) => IsLoss(change) ? Icons.Material.Outlined.Remove : change.Before is null ? Icons.Material.Outlined.Add : Icons.Material.Outlined.Edit;

    private static string Tone(ChangedField change) => IsLoss(change) ? "tone-orphaned" : change.Before is null ? "tone-active" : "tone-accent";

    private static string Verb(ChangedField change) => change.After is null ? $"{AssignTexts.Revoke} " : IsLoss(change) ? $"{AssignTexts.Deny} " : change.Before is null ? $"{AssignTexts.Grant} " : $"{AssignTexts.Alter} ";

    private static string AsItIs(ChangedField change) => change.After is null ? AssignWords.Say(AssignTexts.NotToday, change.Client) : AssignWords.Say(AssignTexts.Already, change.Client);

    private static bool IsLoss(ChangedField change) => change.After is null or { IsNone: true };
}
