using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Which database or file, and its passphrase. Neither is ever written back to the page, and a file is taken only when it can be read.</summary>
public sealed partial class BifrostForm : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? uploading;
    private UploadedDatabase? database;
    private BifrostSource? source;
    private BifrostSource? file;
    private string? passphrase;
    private string? wrong;
    private string? checking;
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

    private bool IsChecking => checking is not null;

    private string Invalid => wrong is null ? "false" : "true";

    private string CheckingWords => ImportWords.Format(ImportTexts.Checking, checking);

    private string TakenWords => ImportWords.Format(hasLog ? ImportTexts.TakenWithLog : ImportTexts.Taken, name, ImportWords.Size(size));

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        uploading?.Dispose();
        database?.Dispose();
    }

    private string Pressed(bool server) => isServer == server ? "true" : "false";

    private string UploadWords(long bytes) => ImportWords.Format(ImportTexts.UploadedOf, ImportWords.Size(bytes), ImportWords.Size(size));

    private Task ChooseAsync(bool server)
    {
        if (isServer == server)
            return Task.CompletedTask;
        (isServer, wrong) = (server, null);
        return TakeAsync(server ? null : file);
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
        (database, file, wrong, lacksLog) = (null, null, null, false);
        await TakeAsync(null);
        if (UploadedDatabase.Sort(chosen.GetMultipleFiles(10)) is not var (main, log))
        {
            wrong = ImportTexts.ChooseOne;
            return;
        }
        size = main.Size + (log?.Size ?? 0);
        if (size > UploadedDatabase.Most)
        {
            wrong = ImportTexts.TooLong;
            return;
        }
        uploading?.Dispose();
        uploading = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        var cancellation = uploading.Token;
        var taken = new UploadedDatabase();
        try
        {
            (uploaded, name, hasLog) = (0, main.Name, log is not null);
            StateHasChanged();
            await taken.TakeAsync(main, log, ShowAsync, cancellation);
            (uploaded, checking) = (null, name);
            StateHasChanged();
            wrong = await CheckAsync(taken, cancellation);
        }
        catch (OperationCanceledException)
        {
            wrong = ImportTexts.UploadCancelled;
        }
        catch (Exception error)
        {
            wrong = ImportWords.Format(ImportTexts.UploadFailed, Failures.Report(error));
        }
        (uploaded, checking) = (null, null);
        if (database is null)
            taken.Dispose();
        await TakeAsync(file);
    }

    /// <summary>Takes the file when it can be imported; otherwise says why not.</summary>
    private async Task<string?> CheckAsync(UploadedDatabase taken, CancellationToken cancellation)
    {
        var found = await BifrostSource.OfFileAsync(taken.Path, isCopy: true, cancellation);
        if (await Task.Run(() => BifrostImporter.WrongAsync(found, cancellation), cancellation) is { } reason)
            return ImportWords.Format(ImportTexts.CannotImport, name, reason);
        (database, file, lacksLog) = (taken, found, found is BifrostSource.SqliteFile && !hasLog && taken.IsLogged());
        return null;
    }

    private async Task ShowAsync(long bytes)
    {
        uploaded = bytes;
        StateHasChanged();
        await Task.Yield();
    }

    private Task StopAsync() => uploading?.CancelAsync() ?? Task.CompletedTask;
}
