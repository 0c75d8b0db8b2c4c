using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Which database, and its passphrase. Neither is ever written back to the page.</summary>
public sealed partial class BifrostForm : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? uploading;
    private UploadedDatabase? database;
    private BifrostSource? source;
    private string? passphrase;
    private string? wrong;
    private string name = "";
    private bool isServer;
    private bool hasLog;
    private bool lacksLog;
    private long? uploaded;
    private long size;

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>It is being read: nothing can be changed.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Something else was chosen; null: nothing that can be read.</summary>
    [Parameter]
    public EventCallback<BifrostChoice?> OnChosen { get; set; }

    private string Invalid => wrong is null ? "false" : "true";

    private string TakenWords => $"{name}, {ImportWords.Size(size)}{(hasLog ? ", with its log" : "")}";

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        uploading?.Dispose();
        database?.Dispose();
    }

    private string Pressed(bool server) => isServer == server ? "true" : "false";

    private string UploadWords(long bytes) => $"{ImportWords.Size(bytes)} of {ImportWords.Size(size)} uploaded";

    private Task ChooseAsync(bool server)
    {
        if (isServer == server)
            return Task.CompletedTask;
        (isServer, wrong) = (server, null);
        return TakeAsync(server || database is null ? null : new BifrostSource.SqliteFile(database.Path, IsCopy: true));
    }

    private Task TypeServerAsync(ChangeEventArgs typed)
    {
        var text = typed.Value?.ToString() ?? "";
        wrong = null;
        return TakeAsync(text.Length == 0 ? null : BifrostSource.ServerOf(text, out wrong));
    }

    private Task TypePassphraseAsync(ChangeEventArgs typed)
    {
        passphrase = typed.Value?.ToString();
        return TakeAsync(source);
    }

    private Task TakeAsync(BifrostSource? chosen)
    {
        source = chosen;
        return OnChosen.InvokeAsync(source is null ? null : new BifrostChoice(source, passphrase));
    }

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        database?.Dispose();
        (database, wrong, lacksLog) = (null, null, false);
        await TakeAsync(null);
        if (UploadedDatabase.Sort(chosen.GetMultipleFiles(10)) is not var (file, log))
        {
            wrong = "Choose one database, config.db, and its log, config.db-wal, if there is one.";
            return;
        }
        size = file.Size + (log?.Size ?? 0);
        if (size > UploadedDatabase.Most)
        {
            wrong = "That is longer than 16 GB. Import it where it is, with the command import-bifrost.";
            return;
        }
        uploading?.Dispose();
        uploading = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        var taken = new UploadedDatabase();
        try
        {
            (uploaded, name) = (0, file.Name);
            StateHasChanged();
            await taken.TakeAsync(file, log, ShowAsync, uploading.Token);
            (database, hasLog, lacksLog) = (taken, log is not null, log is null && taken.IsLogged());
        }
        catch (OperationCanceledException)
        {
            wrong = "The upload was cancelled.";
        }
        catch (Exception error)
        {
            wrong = $"The file could not be uploaded. Try again; reference {Failures.Report(error)}.";
        }
        uploaded = null;
        if (database is null)
            taken.Dispose();
        else
            await TakeAsync(new BifrostSource.SqliteFile(taken.Path, IsCopy: true));
    }

    private async Task ShowAsync(long bytes)
    {
        uploaded = bytes;
        StateHasChanged();
        await Task.Yield();
    }

    private Task StopAsync() => uploading?.CancelAsync() ?? Task.CompletedTask;
}
