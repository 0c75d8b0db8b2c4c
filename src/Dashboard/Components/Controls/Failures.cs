using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Writes an unexpected failure to the log and gives the reference a page shows for it.</summary>
public sealed class Failures(ILogger<Failures> log)
{
    public string Report(Exception error)
    {
        var reference = Ids.New("err");
        if (IsEnd(error))
            log.LogDebug("A page ended while it worked: {Message}", error.Message);
        else
            log.LogError(error, "A page failed: {Reference}", reference);
        return Named(reference, error);
    }

    /// <summary>The circuit of the page, or the program, ended meanwhile and took its services along: that is no failure, and nobody is there who could see one.</summary>
    internal static bool IsEnd(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is ObjectDisposedException { ObjectName: nameof(IServiceProvider) } or JSDisconnectedException)
                return true;
        return false;
    }

    /// <summary>The reference; where the storage is at fault, with what is so, which needs no look into the log.</summary>
    internal static string Named(string reference, Exception error) =>
        ExceptionReader.StorageFaultOf(error) is { } fault ? $"{reference}, {StorageWords.Of(fault).What}"
        : ExceptionReader.IsBusy(error) ? $"{reference}, another process holds the database"
        : reference;
}
