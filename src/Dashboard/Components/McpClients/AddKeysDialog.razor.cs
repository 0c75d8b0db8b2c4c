using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Chooses virtual keys among however many there are: by search, or from a pasted list. Its result is a list of <see cref="KeyName"/>.</summary>
public sealed partial class AddKeysDialog
{
    private const int Shown = 8;
    private readonly Dictionary<string, KeyName> chosen = [];
    private Paged<VirtualKeyItem> found = new([], 0);
    private ElementReference first;
    private string search = "";
    private string pasted = "";
    private string? unknown;

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required SharingQueries Sharing { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private string More => $"{Words.Number(found.Total - found.Items.Count)} more: search to narrow them down.";

    private string ChosenWords => chosen.Count switch { 0 => "", 1 => "1 key chosen", var count => $"{Words.Number(count)} keys chosen" };

    protected override Task OnInitializedAsync() => FindAsync("");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private static string Owner(VirtualKeyItem key) => key.Owner?.Name ?? "Unowned";

    private async Task FindAsync(string text)
    {
        search = text;
        try
        {
            var read = await Task.Run(() => Keys.ListAsync(new VirtualKeyFilter { Search = text }, new Window(0, Shown)));
            if (text == search)
                found = read;
        }
        catch (Exception error)
        {
            unknown = $"The virtual keys could not be read ({Failures.Report(error)}). Try again.";
        }
    }

    private void Choose(VirtualKeyItem key, ChangeEventArgs change)
    {
        if (change.Value is true)
            chosen[key.Id] = new(key.Id, key.Name);
        else
            chosen.Remove(key.Id);
    }

    private async Task AddAsync()
    {
        var lines = pasted.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<KeyName> named = lines.Length == 0 ? [] : await Task.Run(() => Sharing.FindAsync(lines));
        var missing = lines.Where(line => !named.Any(key => string.Equals(key.Id, line, StringComparison.OrdinalIgnoreCase)
            || string.Equals(key.Name, line, StringComparison.OrdinalIgnoreCase))).ToArray();
        if (missing.Length > 0)
        {
            unknown = $"No virtual key is called {string.Join(", ", missing.Take(5).Select(line => $"\"{line}\""))}{(missing.Length > 5 ? $" and {Words.Number(missing.Length - 5)} more" : "")}. Correct or remove the line.";
            return;
        }
        Dialog.Close(DialogResult.Ok<IReadOnlyList<KeyName>>([.. chosen.Values.Concat(named).DistinctBy(key => key.Id)]));
    }

    private void Cancel() => Dialog.Cancel();
}
