using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>Chooses keys, users or groups among however many there are: by search, or from a pasted list. Its result is a list of <see cref="Party"/>.</summary>
public sealed partial class PartyDialog
{
    private const int Shown = 8;
    private const int Named = 5;
    private const int MostBytes = 5_000_000;
    private readonly HashSet<Party> chosen = [];
    private Paged<PartyRow>? found;
    private ObjectKind kind;
    private ElementReference first;
    private string search = "";
    private LongText pasted = null!;
    private string? wrong;
    private bool isReading;
    private int asked;

    [Inject]
    public required PartyQueries Parties { get; set; }

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>What may be chosen; the first is offered first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ObjectKind> Kinds { get; set; }

    /// <summary>On the button: "Give", "Add".</summary>
    [Parameter, EditorRequired]
    public required string Verb { get; set; }

    private string Many => PartyWords.Many(kind).ToLowerInvariant();

    private string SearchLabel => kind == ObjectKind.VirtualKey ? PeopleTexts.SearchByNameOwnerOrPrefix.With(Many) : PeopleTexts.SearchX.With(Many);

    private string FoundLabel => PeopleTexts.FoundX.With(Many);

    private string NothingFound => PeopleTexts.NoMatches.With(PartyWords.One(kind).ToLowerInvariant());

    private string PasteLabel => PeopleTexts.OrPasteOrIdsOfOneOn.With(kind == ObjectKind.User ? PeopleTexts.UserNamesNames : "names", Many);

    private string? More => found is { } page && page.Total > page.Items.Count ? PeopleTexts.MoreSearchToNarrowThemDown.With(Words.Number(page.Total - page.Items.Count)) : null;

    private string ChosenWords => chosen.Count == 0 ? "" : PeopleTexts.XChosen.With(Words.Number(chosen.Count));

    protected override Task OnInitializedAsync() => AmongAsync(Kinds[0]);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private string Pressed(ObjectKind option) => option == kind ? "true" : "false";

    private Task AmongAsync(ObjectKind to)
    {
        (kind, wrong) = (to, null);
        return FindAsync("");
    }

    private async Task FindAsync(string text)
    {
        search = text;
        var (mine, among) = (++asked, kind);
        try
        {
            var read = await Task.Run(() => SearchAsync(among, text));
            if (mine == asked)
                found = read;
        }
        catch (Exception error)
        {
            wrong = PeopleTexts.TheCouldNotBeReadTryAgain.With(Many, Failures.Report(error));
        }
    }

    private async Task<Paged<PartyRow>> SearchAsync(ObjectKind among, string text)
    {
        if (among != ObjectKind.VirtualKey)
            return await Parties.SearchAsync(among, text, new Window(0, Shown));
        // A key is found as its own list finds it.
        var keys = await Keys.ListAsync(new VirtualKeyFilter { Search = text }, new Window(0, Shown));
        return new([.. keys.Items.Select(key => new PartyRow(new Party(among, key.Id), key.Name, Owner: key.Owner))], keys.Total);
    }

    private void Choose(Party party, ChangeEventArgs change)
    {
        if (change.Value is true)
            chosen.Add(party);
        else
            chosen.Remove(party);
    }

    private async Task ChooseAsync()
    {
        isReading = true;
        try
        {
            var (lines, among) = (await LinesAsync(), kind);
            var read = lines.Length == 0 ? [] : await Task.Run(() => Parties.ReadAsync(among, lines));
            wrong = chosen.Count == 0 && lines.Length == 0 ? PeopleTexts.NothingIsChosenYet : WrongOf(read);
            if (wrong is null)
                Dialog.Close(DialogResult.Ok<IReadOnlyList<Party>>([.. chosen.Concat(read.Select(line => line.Found[0])).Distinct()]));
        }
        catch (Exception error)
        {
            wrong = PeopleTexts.TheListCouldNotBeReadTry.With(Failures.Report(error));
        }
        isReading = false;
    }

    private async Task<string[]> LinesAsync()
    {
        await using var stream = await pasted.OpenAsync(MostBytes);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private string? WrongOf(IReadOnlyList<NamedLine> lines)
    {
        var unknown = lines.Where(line => line.Found.Count == 0).Select(line => line.Line).ToArray();
        var several = lines.Where(line => line.Found.Count > 1).Select(line => line.Line).ToArray();
        return unknown.Length > 0 ? PeopleTexts.NoIsCalledCorrectOrRemoveThe.With(PartyWords.One(kind).ToLowerInvariant(), Quoted(unknown))
            : several.Length > 0 ? PeopleTexts.SeveralAreCalledWriteTheUserName.With(Quoted(several))
            : null;
    }

    private static string Quoted(string[] lines) =>
        string.Join(", ", lines.Take(Named).Select(line => $"\"{line}\"")) + (lines.Length > Named ? PeopleTexts.AndMore.With(Words.Number(lines.Length - Named)) : "");

    private void Cancel() => Dialog.Cancel();
}
