using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Writes an unexpected failure to the log and gives the reference a page shows for it.</summary>
public sealed class Failures(ILogger<Failures> log)
{
    public string Report(Exception error)
    {
        var reference = Ids.New("err");
        log.LogError(error, "A page failed: {Reference}", reference);
        return Named(reference, error);
    }

    /// <summary>The reference; where the storage is at fault, with what is so, which needs no look into the log.</summary>
    internal static string Named(string reference, Exception error) =>
        StorageFaults.Of(error) is { } fault ? $"{reference}, {StorageWords.Of(fault).What}"
        : StorageFaults.IsBusy(error) ? $"{reference}, another process holds the database"
        : reference;
}
