using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>One access profile: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class ProfilePage
{
    [Inject]
    public required ProfileQueries Profiles { get; set; }

    protected override IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("content", ProfileTexts.Content, Words.Number(Detail!.Clients)), ("given", ProfileTexts.GivenTo, Words.Number(Detail.Given.Total)),
        ("history", ProfileTexts.History, null), ("settings", ProfileTexts.Settings, null),
    ];

    private string TitleWords => Detail is null ? ProfileTexts.AccessProfileGatehouse : $"{Detail.Name} · Gatehouse";

    private ProfileListAddress ListAddress => ProfileListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { ProfileId = Id };

    private string GrantWords => Detail!.Clients == 0 ? ProfileTexts.NamesNoMcpClient : ProfileTexts.NamesX.With(PlanWords.Count(Detail.Clients, ProfileTexts.McpClient, ProfileTexts.McpClients));

    private string GivenWords => Detail!.Given.Total == 0 ? ProfileTexts.GivenToNobody : ProfileTexts.GivenTo2.With(ProfileWords.Given(Detail.Given));

    private string ReachWords => ProfileTexts.ReachesX.With(PlanWords.Count(Detail!.Reached, ProfileTexts.VirtualKey, ProfileTexts.VirtualKeys));

    protected override Task<ProfileDetail?> ReadAsync(string id) => Profiles.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Profiles.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.AccessProfile(id, tab, List);
}
