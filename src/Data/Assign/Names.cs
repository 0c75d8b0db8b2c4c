
namespace Gatehouse.Data.Assign;

/// <summary>Something that a row may name, by id or by name.</summary>
internal sealed record Named(int Id, string PublicId, string Name);

/// <summary>
/// What texts of a file mean: an id first, then a name, then a name in another case. A text that means two things means none.
/// </summary>
internal sealed class Names(string what, string code)
{
    private const int MostSuggestions = 100;
    private readonly Dictionary<string, Named> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named?> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named?> byAnyCase = new(Folding.Comparer);
    private readonly Dictionary<string, string?> suggested = [];
    private IReadOnlyCollection<string> all = [];

    public void Add(IEnumerable<Named> found)
    {
        foreach (var named in found)
        {
            byId[named.PublicId] = named;
            AddName(byName, named);
        }
    }

    /// <summary>Everything there is, to be found in another case and to be suggested.</summary>
    public void AddAll(IReadOnlyCollection<Named> everything)
    {
        foreach (var named in everything)
            AddName(byAnyCase, named);
        all = [.. everything.Select(named => named.Name)];
    }

    public bool Knows(string text) => byId.ContainsKey(text) || byName.ContainsKey(text);

    /// <summary>What is meant, or null with a code and what to do.</summary>
    public Named? Find(string text, out (string Code, string Message) error)
    {
        error = default;
        var found = byId.GetValueOrDefault(text);
        if (found is null && !byName.TryGetValue(text, out found) && !byAnyCase.TryGetValue(text, out found))
            error = (code, $"There is no {what} \"{ShownText.Of(text)}\".{Suggestion(text)}");
        else if (found is null)
            error = ("ambiguous", $"More than one {what} is called \"{ShownText.Of(text)}\". Write its id.");
        return found;
    }

    private string Suggestion(string text)
    {
        if (!suggested.TryGetValue(text, out var near) && suggested.Count < MostSuggestions)
            suggested[text] = near = Nearest.Of(text, all);
        return near is null ? " Correct or remove the row." : $" Did you mean {near}?";
    }

    private static void AddName(Dictionary<string, Named?> names, Named named)
    {
        if (!names.TryGetValue(named.Name, out var other))
            names[named.Name] = named;
        else if (other?.Id != named.Id)
            names[named.Name] = null;
    }
}
