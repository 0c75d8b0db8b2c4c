using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>A row of the list of API tokens.</summary>
public sealed partial class TokenRow
{
    [Parameter, EditorRequired]
    public required ApiTokenItem Token { get; set; }

    [Parameter]
    public EventCallback<ApiTokenItem> OnRevoke { get; set; }

    private string Prefix => Token.Prefix + "…";

    private string RevokeLabel => SettingsTexts.RevokeX.With(Token.Name);

    private string State => Token.State switch
    {
        ApiTokenState.Good => SettingsTexts.Good,
        ApiTokenState.Expired => SettingsTexts.Expired,
        _ => SettingsTexts.RevokedBy.With(Words.ShortDay(Token.RevokedAt), Token.RevokedBy),
    };

    private string Tone => Token.State switch { ApiTokenState.Good => "active", ApiTokenState.Expired => "reauth", _ => "quiet" };

    private string Icon => Token.State switch
    {
        ApiTokenState.Good => Icons.Material.Outlined.CheckCircle,
        ApiTokenState.Expired => Icons.Material.Outlined.EventBusy,
        _ => Icons.Material.Outlined.Block,
    };

    private string Expires => Token.ExpiresAt is null ? SettingsTexts.NeverExpires : Words.Day(Token.ExpiresAt);

    private string Used => Token.LastUsedAt is null ? SettingsTexts.NeverUsed : Words.Moment(Token.LastUsedAt);

    // Where rows are cards there are no column headings.
    private string ExpiresWord => Token.ExpiresAt is null ? "" : SettingsTexts.ExpiresLead;

    private string UsedWord => Token.LastUsedAt is null ? "" : SettingsTexts.Used;

    private string Made => SettingsTexts.XByY.With(Words.Day(Token.CreatedAt), Token.CreatedBy);

    private Task RevokeAsync() => OnRevoke.InvokeAsync(Token);
}
