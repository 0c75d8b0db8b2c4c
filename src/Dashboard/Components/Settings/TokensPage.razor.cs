using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.Tokens;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>What programs sign in with. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class TokensPage
{
    private Paged<ApiTokenItem>? page;
    private string? message;
    private string tone = "ok";

    [Inject]
    public required ApiTokenQueries Tokens { get; set; }

    [Inject]
    public required Permitted<ApiTokenStore> Edits { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private ApiTokenFilter Filter => Address.Filter;

    private ApiTokenFilter Cleared => new() { Sort = Filter.Sort, Descending = Filter.Descending };

    private string TotalWords => page is null ? "" : page.Total == 1 ? SettingsTexts.N1ApiToken : SettingsTexts.ApiTokens2.With(Words.Number(page.Total));

    private string Empty => Filter.IsFiltered ? SettingsTexts.NoApiTokenMatches : SettingsTexts.ThereIsNoApiTokenYetA;

    private IEnumerable<FilterChoice> StateChoices => Enum.GetValues<ApiTokenState>()
        .Select(state => new FilterChoice(state.ToString(), HrefOf(Filter with { State = state }), Filter.State == state));

    private IEnumerable<FilterChoice> RoleChoices => RoleWords.All.Select(role => new FilterChoice(role.ToString(), HrefOf(Filter with { Role = role }), Filter.Role == role));

    protected override string Path => Links.ApiTokens;

    protected override TokenListAddress AddressOf(string query) => TokenListAddress.Of(query);

    protected override async Task<Action> ReadAsync(TokenListAddress address, CancellationToken cancellation)
    {
        var read = await Tokens.ListAsync(address.Filter, address.Window, cancellation);
        return () => page = read;
    }

    private string HrefOf(ApiTokenFilter filter) => Address.With(filter).Href;

    private string? DirectionOf(ApiTokenSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Go(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private void Resize(int size) => Go((Address with { Page = 1, Size = size }).Href);

    private async Task NewAsync()
    {
        message = null;
        await (await Dialogs.ShowAsync<NewTokenDialog>(SettingsTexts.NewApiToken, Look.SmallDialog)).Result;
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiTokenItem token)
    {
        message = null;
        if (!await ConfirmDialog.AskAsync(Dialogs, SettingsTexts.RevokeX2.With(token.Name), SettingsTexts.WhateverUsesThisTokenIsRefusedAt, SettingsTexts.Revoke))
            return;
        try
        {
            var outcome = await Edits.RunAsync((tokens, by) => tokens.RevokeAsync(by, token.Id));
            // The list first: it must not show the token beside the word that it is gone.
            await LoadAsync();
            (tone, message) = EditWords.Of(outcome, SettingsTexts.ApiToken, SettingsTexts.IsRevoked.With(token.Name));
        }
        catch (Exception error)
        {
            (tone, message) = ("error", SettingsTexts.TheTokenCouldNotBeRevokedIt.With(Failures.Report(error)));
        }
    }
}
