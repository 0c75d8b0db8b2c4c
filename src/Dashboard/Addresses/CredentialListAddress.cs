using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of all credentials, which is the query of its URL. Unknown values fall back to the default.</summary>
public sealed record CredentialListAddress
{
    /// <summary>Rows a page.</summary>
    public const int Size = 50;

    private static readonly int[] Ages = [1, 7, 30, 90];

    public string? Search { get; init; }

    public IReadOnlyList<CredentialStatus> Statuses { get; init; } = [];

    public CredentialKind? Kind { get; init; }

    /// <summary>Keyed by what.</summary>
    public IdentityKind? Bound { get; init; }

    public string? Client { get; init; }

    public string? Key { get; init; }

    public string? User { get; init; }

    /// <summary>Orphaned by this change.</summary>
    public int? Change { get; init; }

    /// <summary>Purged within so many days.</summary>
    public int? Purge { get; init; }

    /// <summary>Made within so many days; negative: before that.</summary>
    public int? Created { get; init; }

    /// <summary>Used within so many days; negative: not since then.</summary>
    public int? Used { get; init; }

    public CredentialSort Sort { get; init; } = CredentialSort.Client;

    public bool Descending { get; init; }

    /// <summary>Where the page begins or ends; null: at the start.</summary>
    public string? At { get; init; }

    /// <summary>The number of the page, for its words only: <see cref="At"/> says where it is.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The credential that is explained.</summary>
    public string? Why { get; init; }

    public bool IsFiltered => FilterValues.Any(value => value.Item1 != "sort" && !string.IsNullOrEmpty(value.Item2));

    /// <summary>"q=ana&amp;status=orphaned"; empty for the list as it opens.</summary>
    public string Query => Links.With("", [.. FilterValues, ("at", At), ("page", ListQuery.Word(Page, 1)), ("why", Why)]).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.Credentials : $"{Links.Credentials}?{Query}";

    /// <summary>The same order without any filter.</summary>
    public CredentialListAddress Cleared => new() { Sort = Sort, Descending = Descending };

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Search?.Trim()),
        ("status", string.Join(',', Statuses.Select(status => ListQuery.Word<CredentialStatus>(status)))),
        ("kind", ListQuery.Word(Kind)),
        ("bound", ListQuery.Word(Bound)),
        ("client", Client),
        ("key", Key),
        ("user", User),
        ("change", ListQuery.Word(Change ?? 0, 0)),
        ("purge", ListQuery.Word(Purge ?? 0, 0)),
        ("created", ListQuery.Word(Created ?? 0, 0)),
        ("used", ListQuery.Word(Used ?? 0, 0)),
        ("sort", ListQuery.Word(Sort, Descending, CredentialSort.Client)),
    ];

    public static CredentialListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(CredentialSort.Client);
        return new()
        {
            Search = values.Text("q"),
            Statuses = values.AllNamed<CredentialStatus>("status"),
            Kind = values.Named<CredentialKind>("kind"),
            Bound = values.Named<IdentityKind>("bound"),
            Client = values.Text("client"),
            Key = values.Text("key"),
            User = values.Text("user"),
            Change = Days(values.Text("change"), number => number > 0),
            Purge = Days(values.Text("purge"), number => number is > 0 and <= 3650),
            Created = Days(values.Text("created"), number => Ages.Contains(Math.Abs(number))),
            Used = Days(values.Text("used"), number => Ages.Contains(Math.Abs(number))),
            Sort = sort,
            Descending = descending,
            At = values.Text("at"),
            Page = values.Page,
            Why = values.Text("why"),
        };
    }

    /// <summary>What is asked of the database.</summary>
    public CredentialListFilter Filter(DateTimeOffset now, int orphanDays) => new()
    {
        Search = Search,
        Statuses = Statuses,
        Kinds = Kind is { } kind ? [kind] : [],
        Modes = Bound is { } bound ? [bound] : [],
        Clients = Client is { } client ? [client] : [],
        VirtualKeys = Key is { } key ? [key] : [],
        Users = User is { } user ? [user] : [],
        ChangeId = Change,
        OrphanedBefore = Purge is { } within ? now.AddDays(within - orphanDays) : null,
        CreatedFrom = Created > 0 ? now.AddDays(-Created.Value) : null,
        CreatedBefore = Created < 0 ? now.AddDays(Created.Value) : null,
        UsedFrom = Used > 0 ? now.AddDays(-Used.Value) : null,
        UsedBefore = Used < 0 ? now.AddDays(Used.Value) : null,
        Sort = Sort,
        Descending = Descending,
    };

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportCredentials(format), [.. FilterValues]);

    /// <summary>The list from its first page, with nothing explained.</summary>
    public CredentialListAddress First() => this with { At = null, Page = 1, Why = null };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public CredentialListAddress By(CredentialSort sort) => First() with { Sort = sort, Descending = Sort == sort && !Descending };

    /// <summary>With a status asked for, or not any more.</summary>
    public CredentialListAddress Toggle(CredentialStatus status) =>
        First() with { Statuses = Statuses.Contains(status) ? [.. Statuses.Where(other => other != status)] : [.. Statuses.Append(status).Order()] };

    private static int? Days(string? text, Func<int, bool> may) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && may(number) ? number : null;
}
