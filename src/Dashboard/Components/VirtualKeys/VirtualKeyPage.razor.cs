using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>One virtual key: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class VirtualKeyPage
{
    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    protected override IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("allowlist", VirtualKeyTexts.Allowlist, null), ("credentials", VirtualKeyTexts.Credentials, Words.Number(Detail!.Credentials.Total)),
        ("history", VirtualKeyTexts.History, null), ("settings", VirtualKeyTexts.Settings, null),
    ];

    private string TitleWords => Detail is null ? VirtualKeyTexts.VirtualKeyGatehouse : $"{Detail.Name} · Gatehouse";

    private KeyListAddress ListAddress => KeyListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { VirtualKeyId = Id };

    private string Prefix => Detail!.Prefix is null ? "" : Detail.Prefix + "…";

    private string OwnerLead => Detail!.Owner is { IsGroup: true } ? VirtualKeyTexts.Team : VirtualKeyTexts.OwnerLead;

    private string OwnerName => Detail!.Owner?.Name ?? VirtualKeyTexts.NobodyWord;

    private string? OwnerHref => Detail!.Owner is { } owner ? owner.IsGroup ? Links.Group(owner.Id) : Links.Person(owner.Id) : null;

    private IEnumerable<string> Facts
    {
        get
        {
            if (Detail!.Owner is { IsGroup: true })
                yield return Detail.People == 1 ? VirtualKeyTexts.N1Person : VirtualKeyTexts.XPeople.With(Words.Number(Detail.People));
            yield return Detail.ExpiresAt is { } at ? VirtualKeyTexts.ExpiresX.With(Words.Day(at)) : VirtualKeyTexts.DoesNotExpire;
        }
    }

    protected override Task<VirtualKeyDetail?> ReadAsync(string id) => Keys.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Keys.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.VirtualKey(id, tab, List);
}
