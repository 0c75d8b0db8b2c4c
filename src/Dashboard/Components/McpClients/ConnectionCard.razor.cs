using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>Connects to the server on demand and says what came of it.</summary>
public sealed partial class ConnectionCard : IDisposable
{
    private const int Shown = 100;
    private CancellationTokenSource? running;
    private ConnectionOutcome? outcome;
    private bool wasCancelled;
    private string? failure;

    [Inject]
    public required ConnectionTest Test { get; set; }

    [Inject]
    public required Permit Permit { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required string ClientId { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The tools it listed were kept.</summary>
    [Parameter]
    public EventCallback OnTested { get; set; }

    private bool IsRunning => running is not null;

    private static string Seconds => ConnectionTest.Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private IReadOnlyList<ServerTool> Tools => (outcome as ConnectionOutcome.Connected)?.Tools ?? [];

    private IEnumerable<ServerTool> ShownTools => Tools.Take(Shown);

    private bool HasMore => Tools.Count > Shown;

    private string More => McpClientTexts.AndMoreToolPickersOfferThemAll.With(Words.Number(Tools.Count - Shown));

    private string ToolsLabel => McpClientTexts.ToolsThatLists.With(Name);

    private string Tone => outcome switch
    {
        ConnectionOutcome.Connected { Unasked: true } => "warn",
        ConnectionOutcome.Connected => "ok",
        ConnectionOutcome.AsksForCredential or ConnectionOutcome.NotTried => "info",
        _ => "error",
    };

    private string Icon => Tone switch
    {
        "ok" => Icons.Material.Outlined.CheckCircle,
        "warn" => Icons.Material.Outlined.WarningAmber,
        "info" => Icons.Material.Outlined.Info,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    private string Lead => outcome switch
    {
        ConnectionOutcome.Connected done => McpClientTexts.ConnectedIn.With(Plural(done.Tools.Count), Took(done.Took)),
        ConnectionOutcome.AsksForCredential asks => McpClientTexts.ReachableItAsksFor.With(string.Equals(asks.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) ? McpClientTexts.SignIn : McpClientTexts.ACredential),
        ConnectionOutcome.NotTried => McpClientTexts.NotTested,
        ConnectionOutcome.Gone => McpClientTexts.ThisMcpClientIsGone,
        _ => McpClientTexts.NoConnection,
    };

    private string Rest => outcome switch
    {
        ConnectionOutcome.Connected done => McpClientTexts.McpToolPickersOfferWhatItLists.With(done.Server, done.Version, done.Protocol)
            + (done.Unasked ? McpClientTexts.ItsAuthTypeSaysThatACaller : ""),
        ConnectionOutcome.AsksForCredential asks => McpClientTexts.ItAnsweredHttpInAsItsAuth.With(asks.Status, Took(asks.Took)),
        ConnectionOutcome.NotTried no => no.Message,
        ConnectionOutcome.Failed failed => failed.Message,
        _ => "",
    };

    public void Dispose() => running?.Cancel();

    private static string Plural(int tools) => tools == 1 ? McpClientTexts.N1Tool : McpClientTexts.XTools.With(Words.Number(tools));

    private static string Took(TimeSpan time) => time.TotalSeconds < 1
        ? McpClientTexts.XMs.With(time.TotalMilliseconds)
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private async Task TestAsync()
    {
        (outcome, failure, wasCancelled) = (null, null, false);
        // It connects with what is stored, and keeps which tools were listed.
        if (await Permit.CommitterAsync(Permissions.ClientTarget) is not { } actor)
        {
            outcome = new ConnectionOutcome.NotTried(Permit.Refusal(Permissions.ClientTarget).Message);
            return;
        }
        using var mine = running = new CancellationTokenSource();
        try
        {
            outcome = await Task.Run(() => Test.RunAsync(actor, ClientId, mine.Token));
        }
        catch (OperationCanceledException)
        {
            wasCancelled = true;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        running = null;
        if (outcome is ConnectionOutcome.Connected)
            await OnTested.InvokeAsync();
    }

    private async Task CancelAsync()
    {
        if (running is not null)
            await running.CancelAsync();
    }
}
