using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>The header names a client asks for, as chips; the canonical form is shown as one types.</summary>
public sealed partial class HeaderNamesEditor
{
    private IReadOnlyList<string> names = [];
    private string typed = "";
    private string? refused;

    /// <summary>The names that stand.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Standing { get; set; }

    /// <summary>The names as edited; null: as they stand.</summary>
    [Parameter]
    public IReadOnlyList<string>? Edited { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnEdit { get; set; }

    private string? Canonical => HeaderName.Canonical(typed, out _);

    private string HintTone => refused is null ? "hint" : "wrong";

    private string Hint => refused
        ?? (typed.Trim().Length == 0 ? "" : Canonical is { } canonical ? canonical == typed ? "" : McpClientTexts.ItIsStoredAs.With(canonical) : Wrong(typed));

    protected override void OnParametersSet() => names = Edited ?? Standing;

    private static string Wrong(string name)
    {
        HeaderName.Canonical(name, out var error);
        return error ?? "";
    }

    private static string RemoveLabel(string name) => McpClientTexts.RemoveX.With(name);

    private string Tone(string name) => Standing.Contains(name) ? "" : "added";

    private async Task AddAsync()
    {
        if (HeaderName.CanonicalList([.. names, typed], out var errors) is not { } list)
        {
            refused = errors[0];
            return;
        }
        (typed, refused) = ("", null);
        await OnEdit.InvokeAsync(list);
    }

    private async Task RemoveAsync(string name)
    {
        if (names.Count == 1)
        {
            refused = McpClientTexts.AtLeastOneHeaderNameIsNeeded;
            return;
        }
        refused = null;
        await OnEdit.InvokeAsync([.. names.Where(other => other != name)]);
    }
}
