using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// The row under a reader. Columns are read by name, one that is not there as empty; the engines store the same thing differently.
/// What cannot be read is kept as the row's problem, which never holds a value: that may be a secret.
/// </summary>
internal sealed class BifrostRow(DbDataReader reader)
{
    private readonly List<string> odd = [];
    private readonly Dictionary<string, int> ordinals = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName);

    /// <summary>Why the row is refused: the first thing that is wrong with it.</summary>
    public string? Problem { get; private set; }

    public string? Id => Text("id");

    public bool Has(string column) => ordinals.ContainsKey(column);

    /// <summary>What is odd about it and does not keep it from coming in.</summary>
    public IReadOnlyList<string> Odd => odd;

    public void Fail(string problem) => Problem ??= problem;

    public void Note(string text) => odd.Add(text);

    public void Begin()
    {
        Problem = null;
        odd.Clear();
    }

    /// <summary>Reads something whose problem is not the row's: it is given back.</summary>
    public T Apart<T>(Func<T> read, out string? problem)
    {
        var before = Problem;
        Problem = null;
        var value = read();
        (problem, Problem) = (Problem, before);
        return value;
    }

    /// <summary>What is stored; null when there is nothing.</summary>
    public string? Text(string column) => Value(column) switch
    {
        null or "" => null,
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    public bool? Flag(string column) => Value(column) switch
    {
        null or "" => null,
        bool flag => flag,
        string text => text is "1" or "t" or "true" || (text is "0" or "f" or "false" ? false : Unreadable<bool>(column, "true or false")),
        var number => Convert.ToInt64(number, CultureInfo.InvariantCulture) != 0,
    };

    public long? Number(string column) => Value(column) switch
    {
        null or "" => null,
        string text => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : Unreadable<long>(column, "a number"),
        var number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
    };

    /// <summary>A moment that somebody or something depends on.</summary>
    public DateTimeOffset? Time(string column) => Value(column) switch
    {
        null or "" => null,
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        string text => BifrostTime.Of(text) ?? Unreadable<DateTimeOffset>(column, "a time"),
        long number => BifrostTime.Of(number) ?? Unreadable<DateTimeOffset>(column, "a time"),
        _ => Unreadable<DateTimeOffset>(column, "a time"),
    };

    /// <summary>A moment that is only told: one that cannot be read is none, and odd.</summary>
    public DateTimeOffset? Told(string column)
    {
        var time = Apart(() => Time(column), out var problem);
        if (problem is null)
            return time;
        Note($"{problem} It is left out.");
        return null;
    }

    /// <summary>A JSON list of words; null when there is nothing.</summary>
    public IReadOnlyList<string>? Names(string column)
    {
        const string What = "a JSON list of names";
        var names = Read<string?[]>(column, Text(column), What);
        if (names?.Contains(null) == true)
            Fail($"{column} is not {What}.");
        return names?.OfType<string>().ToArray();
    }

    /// <summary>JSON as it stands in a column, or as it was decrypted; null when there is nothing.</summary>
    public T? Read<T>(string column, string? json, string what) where T : class
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, BifrostText.Options);
        }
        catch (JsonException)
        {
            Fail($"{column} is not {what}.");
            return null;
        }
    }

    private object? Value(string column) => ordinals.TryGetValue(column, out var at) && !reader.IsDBNull(at) ? reader.GetValue(at) : null;

    private T Unreadable<T>(string column, string what) where T : struct
    {
        Fail($"{column} is not {what}.");
        return default;
    }
}
