using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Gatehouse.Dashboard.Components.Shell;

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
        StatusCodes.Status403Forbidden => ShellTexts.NotAllowed,
        StatusCodes.Status413PayloadTooLarge => ShellTexts.TooLarge,
        StatusCodes.Status429TooManyRequests => SignInTexts.WaitTitle,
        >= StatusCodes.Status500InternalServerError => ShellTexts.SomethingWentWrong,
        _ => ShellTexts.ThatRequestWasRefused,
    };

    private string Text => Status switch
    {
        StatusCodes.Status403Forbidden => ShellTexts.YourRoleDoesNotAllowThisAsk,
        StatusCodes.Status413PayloadTooLarge => ShellTexts.WhatWasSentIsLargerThanThis,
        StatusCodes.Status429TooManyRequests => SignInWords.Text(SignInTexts.WaitText, SignInWords.For(Wait)),
        _ when storage is not null => storage.Sentence,
        _ when Context.Items[StorageWords.Item] is string sentence => sentence,
        >= StatusCodes.Status500InternalServerError => ShellTexts.NothingWasWrittenByThisRequestTry,
        _ => ShellTexts.ItWasIncompleteOrOutOfDate,
    };

    private TimeSpan Wait => TimeSpan.FromSeconds(int.TryParse(Context.Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : 60);

    protected override void OnInitialized()
    {
        if (Context.Features.Get<IExceptionHandlerFeature>() is { Error: not BadHttpRequestException } failed)
            (reference, storage) = (Failures.Report(failed.Error), ExceptionReader.StorageFaultOf(failed.Error) is { } fault ? StorageWords.Of(fault) : null);
    }
}
