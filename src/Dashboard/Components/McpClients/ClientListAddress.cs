using System.Globalization;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>The state of the list of MCP clients, which is the query of its URL. Unknown values fall back to the default.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
public sealed record ClientListAddress(McpClientFilter Filter, int Page = 1)
{
    public const int Size = 25;

    public Window Window => new((Page - 1) * Size, Size);

    public string Query => Links.With("",
        ("q", Filter.Search?.Trim()), ("auth", Filter.AuthType?.ToString().ToLowerInvariant()), ("all", Filter.AllKeys switch { true => "yes", false => "no", null => null }),
        ("sort", Filter.Descending ? "-name" : null), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.McpClients : $"{Links.McpClients}?{Query}";

    public static ClientListAddress Of(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new(
            new McpClientFilter
            {
                Search = values.TryGetValue("q", out var search) ? search.ToString() : null,
                AuthType = Enum.TryParse<AuthType>(values.GetValueOrDefault("auth"), ignoreCase: true, out var auth) && Enum.IsDefined(auth) ? auth : null,
                AllKeys = values.GetValueOrDefault("all").ToString() switch { "yes" => true, "no" => false, _ => null },
                Descending = values.GetValueOrDefault("sort") == "-name",
            },
            int.TryParse(values.GetValueOrDefault("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1);
    }

    /// <summary>The same order with another filter, from its first page.</summary>
    public ClientListAddress With(McpClientFilter filter) => new(filter);
}
