using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Settings;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.SignIns;

/// <summary>Who is signed in where: one's own, or everybody's. Its state is the URL.</summary>
public sealed partial class SignInList
{
    private Paged<SignInItem>? page;
    private SignInOf? here;
    private string? message;
    private string tone = "ok";

    [Inject]
    public required SignInQueries SignIns { get; set; }

    [Inject]
    public required SignInLimits Limits { get; set; }

    [Inject]
    public required Permitted<SignInEdits> Edits { get; set; }

    [Inject]
    public required OwnSignIns Own { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>Only those of whoever has the page open.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    private SignInFilter Filter => Address.Filter;

    private string Cleared => Address.With(Filter with { Search = null }).Href;

    private string Lead => IsOwn ? SignInTexts.OwnLead : SignInWords.Text(SignInTexts.AllLead, SignInWords.For(Limits.Longest), SignInWords.For(Limits.Idle));

    private string SearchHint => IsOwn ? SignInTexts.OwnSearchHint : SignInTexts.SearchHint;

    private string TotalWords => page is null ? "" : page.Total == 1 ? SignInTexts.One : SignInWords.Text(SignInTexts.Many, page.Total);

    private string Empty => Filter.IsFiltered ? SignInTexts.NoMatch : SignInTexts.None;

    protected override string Path => IsOwn ? Links.OwnSignIns : Links.SignIns;

    protected override SignInListAddress AddressOf(string query) => SignInListAddress.Of(Path, query);

    protected override async Task<Action> ReadAsync(SignInListAddress address, CancellationToken cancellation)
    {
        var at = await Own.HereAsync();
        // Without an account there is nothing of one's own.
        var read = await SignIns.ListAsync(IsOwn ? address.Filter with { AdminId = at?.AdminId ?? "" } : address.Filter, address.Window, cancellation);
        return () => (page, here) = (read, at);
    }

    private string? DirectionOf(SignInSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Go(Address.With(Filter with { Search = text }).Href, replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private void Resize(int size) => Go((Address with { Page = 1, Size = size }).Href);

    private async Task EndAsync(SignInItem signIn)
    {
        var who = IsOwn ? signIn.Browser : $"{signIn.UserName}, {signIn.Browser}";
        var text = signIn.Id == here?.PublicId ? SignInTexts.EndHereText : SignInWords.Text(SignInTexts.EndText, who, signIn.Address ?? SignInTexts.UnknownAddress);
        if (await ConfirmDialog.AskAsync(Dialogs, SignInTexts.EndTitle, text, SignInTexts.End))
            await WriteAsync(() => IsOwn ? Own.EndAsync(signIn.Id) : Edits.RunAsync((edits, by) => edits.EndAsync(by, signIn.Id)), SignInTexts.Ended);
    }

    private async Task EndAllAsync()
    {
        if (await ConfirmDialog.AskAsync(Dialogs, SignInTexts.EndAllTitle, IsOwn ? SignInTexts.EndAllOwnText : SignInTexts.EndAllText, SignInTexts.EndAll))
            await WriteAsync(() => IsOwn ? Own.EndAllAsync() : Edits.RunAsync(EveryAsync), SignInTexts.AllEnded);
    }

    private Task<EditOutcome> EveryAsync(SignInEdits edits, Actor by) => edits.EndAllAsync(by, null, here?.Id);

    private async Task WriteAsync(Func<Task<EditOutcome>> end, string done)
    {
        message = null;
        try
        {
            var outcome = await end();
            // The list first: it must not show the sign-in beside the word that it is over.
            await LoadAsync();
            (tone, message) = EditWords.Of(outcome, "sign-in", done);
        }
        catch (Exception error)
        {
            (tone, message) = ("error", SignInWords.Text(SignInTexts.NotEnded, Failures.Report(error)));
        }
    }
}
