using System.Globalization;
using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Security;
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

    private string More => $"And {Words.Number(Tools.Count - Shown)} more. Tool pickers offer them all.";

    private string ToolsLabel => $"Tools that {Name} lists";

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
        ConnectionOutcome.Connected done => $"Connected: {Plural(done.Tools.Count)} in {Took(done.Took)}.",
        ConnectionOutcome.AsksForCredential asks => $"Reachable: it asks for {(string.Equals(asks.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) ? "sign-in" : "a credential")}.",
        ConnectionOutcome.NotTried => "Not tested.",
        ConnectionOutcome.Gone => "This MCP client is gone.",
        _ => "No connection.",
    };

    private string Rest => outcome switch
    {
        ConnectionOutcome.Connected done => $"{done.Server} {done.Version}, MCP {done.Protocol}. Tool pickers offer what it lists."
            + (done.Unasked ? " Its auth type says that a caller needs a credential, but it answered without one: check the auth type, or the server." : ""),
        ConnectionOutcome.AsksForCredential asks => $"It answered HTTP {asks.Status} in {Took(asks.Took)}, as its auth type says. More cannot be tested from here: its tools are listed to a caller with a credential of their own only.",
        ConnectionOutcome.NotTried no => no.Message,
        ConnectionOutcome.Failed failed => failed.Message,
        _ => "",
    };

    public void Dispose() => running?.Cancel();

    private static string Plural(int tools) => tools == 1 ? "1 tool" : $"{Words.Number(tools)} tools";

    private static string Took(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
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
