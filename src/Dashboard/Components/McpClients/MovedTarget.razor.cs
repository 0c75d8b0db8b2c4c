using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Says before saving that static header values will be dropped, since the client is about to point at another server or to trust less.</summary>
public sealed partial class MovedTarget
{
    private IReadOnlyList<string>? names = [];
    private (string Id, int Version)? loaded;

    [Inject]
    public required ConnectionQueries Connections { get; set; }

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    /// <summary>What is typed.</summary>
    [Parameter, EditorRequired]
    public required McpClientSettings Edited { get; set; }

    private McpTarget Before => McpTarget.Of(Client.Settings);

    private bool IsMoved => !Before.Covers(McpTarget.Of(Edited));

    private string? Title => !IsMoved ? null : names switch
    {
        null => McpClientTexts.DropUnread,
        { Count: 0 } => null,
        { Count: 1 } => McpClientTexts.DropTitleOne,
        var many => ReviewWords.Format(McpClientTexts.DropTitleMany, many.Count),
    };

    private string Why => names is not { Count: > 0 } ? ""
        : Before.Origin == McpTarget.Of(Edited).Origin ? ReviewWords.Format(McpClientTexts.DropVerification, string.Join(", ", names))
        : ReviewWords.Format(McpClientTexts.DropOrigin, Before.Origin, string.Join(", ", names));

    protected override async Task OnParametersSetAsync()
    {
        if (!IsMoved || loaded == (Client.Id, Client.Version))
            return;
        loaded = (Client.Id, Client.Version);
        // Where it cannot be read, what would be dropped is not known: that is said too.
        if (!await Loading.ReadAsync(() => Connections.HeaderNamesAsync(Client.Id), read => names = read) && Failure is not null)
            names = null;
    }
}
