namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>Writes an unexpected failure to the log and gives the reference a page shows for it.</summary>
public sealed class Failures(ILogger<Failures> log)
{
    public string Report(Exception error)
    {
        var reference = Ids.New("err");
        log.LogError(error, "A page failed: {Reference}", reference);
        return reference;
    }
}
