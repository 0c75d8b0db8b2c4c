using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Assign;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Rows from a file or pasted, read as a stream and checked; then the review opens.</summary>
public sealed partial class RowsCard : IDisposable
{
    private static (string Name, string Holds)[] Columns =>
    [
        ("virtual_key", AssignTexts.HoldsKey), ("user", AssignTexts.HoldsUser), ("group", AssignTexts.HoldsGroup),
        ("mcp_client", AssignTexts.HoldsClient), ("action", AssignTexts.HoldsAction),
        ("tools", AssignTexts.HoldsTools), ("grant, revoke", AssignTexts.HoldsBoth),
    ];

    private LongText text = null!;
    private int? read;
    private (string Title, string Text)? problem;
    private CancellationTokenSource reading = new();

    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required AssignCheck Check { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    public void Dispose()
    {
        reading.Cancel();
        reading.Dispose();
    }

    private Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > AssignCheck.MostBytes)
        {
            problem = (AssignTexts.TooLong, AssignTexts.Split);
            return Task.CompletedTask;
        }
        return ReadAsync(chosen.File.Name, cancellation => Task.FromResult(chosen.File.OpenReadStream(AssignCheck.MostBytes, cancellation)));
    }

    private Task PasteAsync() => ReadAsync(AssignTexts.PastedRows, cancellation => text.OpenAsync(AssignCheck.MostBytes, cancellation));

    private async Task ReadAsync(string name, Func<CancellationToken, Task<Stream>> open)
    {
        reading.Dispose();
        reading = new CancellationTokenSource();
        var cancellation = reading.Token;
        (read, problem) = (0, null);
        StateHasChanged();
        try
        {
            await using var stream = await open(cancellation);
            await using var copied = new CopiedStream(stream, AssignSession.MostKept);
            var outcome = await Check.FileAsync(copied, ShowAsync, cancellation);
            if (outcome is AssignOutcome.Checked done)
            {
                Session.Take(name, done.Sheet, copied.Copy);
                Navigation.NavigateTo(Links.AssignAt("review"));
            }
            else if (outcome is AssignOutcome.Unreadable wrong)
                problem = (wrong.Line is { } line ? AssignWords.Say(AssignTexts.NotReadAtLine, name.Capital(), line) : AssignWords.Say(AssignTexts.NotRead, name.Capital()), wrong.Message);
        }
        catch (OperationCanceledException)
        {
            problem = null;
        }
        catch (Exception error)
        {
            problem = (AssignWords.Say(AssignTexts.NotChecked, name.Capital()), AssignWords.Say(AssignTexts.TryAgain, Failures.Report(error)));
        }
        read = null;
    }

    /// <summary>Lets the browser see how far it is, and the Cancel button be pressed.</summary>
    private async Task ShowAsync(int rows)
    {
        read = rows;
        StateHasChanged();
        await Task.Yield();
    }

    private Task CancelAsync() => reading.CancelAsync();
}
