using System.Globalization;
using Gatehouse.Dashboard.Components.SignIns;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Engines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>What a browser sees when a request is refused or fails; for an unexpected failure, with its reference in the log.</summary>
public sealed partial class StatusPage
{
    private string? reference;
    private StorageWords? storage;

    [CascadingParameter]
    public required HttpContext Context { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>The HTTP status (RFC 9110, section 15).</summary>
    [Parameter]
    public int Code { get; set; }

    private int Status => Context.Response.StatusCode is >= 400 and var status ? status : Code;

    private string Title => Status switch
    {
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status429TooManyRequests => SignInTexts.WaitTitle,
        >= StatusCodes.Status500InternalServerError => "Something went wrong",
        _ => "That request was refused",
    };

    private string Text => Status switch
    {
        StatusCodes.Status403Forbidden => "Your role does not allow this. Ask an admin of this gateway.",
        StatusCodes.Status413PayloadTooLarge => "What was sent is larger than this server takes. Nothing was written.",
        StatusCodes.Status429TooManyRequests => SignInWords.Text(SignInTexts.WaitText, SignInWords.For(Wait)),
        _ when storage is not null => storage.Sentence,
        >= StatusCodes.Status500InternalServerError => "Nothing was written by this request. Try again; if it stays, look in the server's log.",
        _ => "It was incomplete or out of date: a form that stood open for long, or cookies that are off. Nothing was written. Go back, reload the page and try again.",
    };

    private TimeSpan Wait => TimeSpan.FromSeconds(int.TryParse(Context.Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : 60);

    protected override void OnInitialized()
    {
        if (Context.Features.Get<IExceptionHandlerFeature>() is { Error: not BadHttpRequestException } failed)
            (reference, storage) = (Failures.Report(failed.Error), StorageFaults.Of(failed.Error) is { } fault ? StorageWords.Of(fault) : null);
    }
}
