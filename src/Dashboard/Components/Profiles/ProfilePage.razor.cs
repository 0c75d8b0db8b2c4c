using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
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
        ("content", "Content", Words.Number(Detail!.Clients)), ("given", "Given to", Words.Number(Detail.Given.Total)),
        ("history", "History", null), ("settings", "Settings", null),
    ];

    private string TitleWords => Detail is null ? "Access profile · Gatehouse" : $"{Detail.Name} · Gatehouse";

    private ProfileListAddress ListAddress => ProfileListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { ProfileId = Id };

    private string GrantWords => Detail!.Clients == 0 ? "Names no MCP client" : $"Names {PlanWords.Count(Detail.Clients, "MCP client", "MCP clients")}";

    private string GivenWords => Detail!.Given.Total == 0 ? "Given to nobody" : $"Given to {ProfileWords.Given(Detail.Given)}";

    private string ReachWords => $"Reaches {PlanWords.Count(Detail!.Reached, "virtual key", "virtual keys")}";

    protected override Task<ProfileDetail?> ReadAsync(string id) => Profiles.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Profiles.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.AccessProfile(id, tab, List);
}
