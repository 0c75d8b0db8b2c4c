using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>One virtual key: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class VirtualKeyPage
{
    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    protected override IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("allowlist", "Allowlist", null), ("credentials", "Credentials", Words.Number(Detail!.Credentials.Total)),
        ("history", "History", null), ("settings", "Settings", null),
    ];

    private string TitleWords => Detail is null ? "Virtual key · Gatehouse" : $"{Detail.Name} · Gatehouse";

    private KeyListAddress ListAddress => KeyListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { VirtualKeyId = Id };

    private string Prefix => Detail!.Prefix is null ? "" : Detail.Prefix + "…";

    private string OwnerLead => Detail!.Owner is { IsGroup: true } ? "Team " : "Owner ";

    private string OwnerName => Detail!.Owner?.Name ?? "nobody";

    private string? OwnerHref => Detail!.Owner is { } owner ? owner.IsGroup ? Links.Group(owner.Id) : Links.Person(owner.Id) : null;

    private IEnumerable<string> Facts
    {
        get
        {
            if (Detail!.Owner is { IsGroup: true })
                yield return Detail.People == 1 ? "1 person" : $"{Words.Number(Detail.People)} people";
            yield return Detail.ExpiresAt is { } at ? $"Expires {Words.Day(at)}" : "Does not expire";
        }
    }

    protected override Task<VirtualKeyDetail?> ReadAsync(string id) => Keys.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Keys.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.VirtualKey(id, tab, List);
}
