using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>What can be edited about an MCP client without moving a credential.</summary>
public sealed partial class ClientSettingsForm
{
    private ClientForm form = null!;
    private McpClientSettings? opened;
    private int version;
    private string? message;
    private string messageTone = "ok";
    private bool isConflict;
    private bool isSaving;
    private string? failure;

    [Inject]
    public required Permitted<McpClientEdits> Edits { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required McpClientDetail Client { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool NamesHere => opened!.AuthType != AuthType.PerUserHeaders;

    private bool HasTls => form.ConnectionType != ConnectionType.Stdio;

    private string SettingsTitle => McpClientTexts.SettingsOfMcpClient.With(Client.Name);

    private bool IsDirty => form.Settings != opened!.Trimmed();

    private string CaTone => form.Wrong("ca_cert_pem") is null ? "" : "bad";

    private string CaInvalid => form.Wrong("ca_cert_pem") is null ? "false" : "true";

    private string CaHint => form.CaCertPem.Trim().Length == 0 ? McpClientTexts.EmptyTheAuthoritiesThatThisSystemTrusts
        : CertificatePem.Read(form.CaCertPem, out var error) is { } facts ? string.Join(" ", facts.Select(one => McpClientTexts.XUntilY.With(one.Subject, Words.Day(one.Until))))
        : error!;

    protected override void OnParametersSet()
    {
        // Static headers and header names have versions in common with this form. Only where nobody else edited what stands here may it go on.
        if (opened == Client.Settings)
            version = Client.Version;
        else if (opened is null || !IsDirty)
            TakeUp();
    }

    private void TakeUp()
    {
        (opened, version) = (Client.Settings, Client.Version);
        form = ClientForm.Of(Client.Settings, Client.HeaderNames);
    }

    private async Task ShowStanding()
    {
        (message, isConflict, failure) = (null, false, null);
        await OnSaved.InvokeAsync();
        TakeUp();
    }

    private async Task SaveAsync()
    {
        (isSaving, message, isConflict, failure, form.Refused) = (true, null, false, null, null);
        try
        {
            var settings = form.Settings;
            var outcome = await Task.Run(() => Edits.RunAsync((edits, by) => edits.ChangeAsync(by, Client.Id, version, settings, form.Names)));
            form.Refused = outcome as EditOutcome.Refused;
            isConflict = outcome is EditOutcome.Conflict;
            (message, messageTone) = outcome switch
            {
                EditOutcome.Done { Warnings: { } warnings } => (McpClientTexts.SavedX.With(string.Join(" ", warnings)), "warn"),
                EditOutcome.Done when settings.Disabled != opened!.Disabled => (McpClientTexts.SavedTheGatewayThisMcpClientIts.With(settings.Disabled ? McpClientTexts.NoLongerUses : McpClientTexts.Uses), "ok"),
                EditOutcome.Done => (McpClientTexts.Saved, "ok"),
                EditOutcome.Refused => (McpClientTexts.NothingWasWrittenAFieldBelowSays, "error"),
                EditOutcome.Conflict => (McpClientTexts.SomebodyElseEditedThisMcpClientMeanwhile, "warn"),
                _ => (McpClientTexts.ThisMcpClientIsGoneNothingWas, "error"),
            };
            if (outcome is EditOutcome.Done)
            {
                (opened, version) = (settings, version + 1);
                await OnSaved.InvokeAsync();
            }
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isSaving = false;
    }
}
