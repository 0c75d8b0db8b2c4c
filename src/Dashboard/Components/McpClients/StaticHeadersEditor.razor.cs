using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Headers sent for everyone: set, replaced or removed by name. A value goes in and never comes back.</summary>
public sealed partial class StaticHeadersEditor
{
    private IReadOnlyList<string>? names;
    private ElementReference valueField;
    private (string Id, int Version)? loaded;
    private bool isUnreadable;
    private bool isSaving;
    private string typed = "";
    private string value = "";
    private string? going;
    private string? wrong;
    private string? wrongField;
    private string? done;
    private string? failure;

    [Inject]
    public required Permitted<McpClientEdits> Edits { get; set; }

    [Inject]
    public required ConnectionQueries Connections { get; set; }

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>The reference of what could not be read or written.</summary>
    private string? Reference => failure ?? Failure;

    private string HeadersTitle => McpClientTexts.StaticHeadersOfMcpClient.With(Client.Name);

    private bool IsDirty => typed.Length > 0 || value.Length > 0;

    private string? Canonical => HeaderName.Canonical(typed, out _);

    private string Empty => Client.AuthType == AuthType.Headers ? McpClientTexts.NoneYetThoughTheAuthTypeSays : McpClientTexts.None;

    private string NameTone => wrongField == "header_name" ? "bad" : "";

    private string ValueTone => wrongField == "header_value" ? "bad" : "";

    private string SetLabel => Canonical is { } name && names?.Contains(name) == true ? McpClientTexts.ReplaceHeader : McpClientTexts.SetHeader;

    private string Hint => string.Join(" ", Hints);

    private IEnumerable<string> Hints
    {
        get
        {
            if (Canonical is { } name && name != typed)
                yield return McpClientTexts.ItIsStoredAs.With(name);
            if (Client.Address.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
                yield return McpClientTexts.TheConnectionIsNotEncryptedValuesTravel;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Client.Id, Client.Version))
            return;
        loaded = (Client.Id, Client.Version);
        await LoadAsync();
    }

    private static string ReplaceLabel(string name) => McpClientTexts.ReplaceHeader2.With(name);

    private static string RemoveLabel(string name) => McpClientTexts.RemoveHeader.With(name);

    private async Task LoadAsync()
    {
        failure = null;
        await Loading.ReadAsync(() => Connections.HeaderNamesAsync(Client.Id), read => (names, isUnreadable) = (read ?? [], read is null));
    }

    private async Task ReplaceAsync(string name)
    {
        (typed, value, wrong, done) = (name, "", null, null);
        await valueField.FocusAsync();
    }

    private void Ask(string name) => (going, done) = (name, null);

    private void Keep() => going = null;

    private Task SetAsync() => WriteAsync(() => Edits.RunAsync((edits, by) => edits.SetHeaderAsync(by, Client.Id, Client.Version, typed, value)), McpClientTexts.HeaderIsSet.With(Canonical));

    private Task RemoveAsync(string name) => WriteAsync(() => Edits.RunAsync((edits, by) => edits.RemoveHeaderAsync(by, Client.Id, Client.Version, name)), McpClientTexts.HeaderIsRemoved.With(name));

    private async Task WriteAsync(Func<Task<EditOutcome>> edit, string words)
    {
        (isSaving, wrong, wrongField, done, failure, going) = (true, null, null, null, null, null);
        try
        {
            var outcome = await Task.Run(edit);
            (wrong, wrongField) = outcome switch
            {
                EditOutcome.Refused refused => (refused.Message, refused.Field),
                EditOutcome.Conflict => (McpClientTexts.SomebodyElseEditedThisMcpClientMeanwhile2, null),
                EditOutcome.Gone => (McpClientTexts.ThisMcpClientIsGoneNothingWas, null),
                _ => (null, null),
            };
            if (outcome is EditOutcome.Done)
                (typed, value, done) = ("", "", words);
            if (outcome is EditOutcome.Done or EditOutcome.Conflict)
                await OnSaved.InvokeAsync();
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isSaving = false;
    }
}
