using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;
using Microsoft.AspNetCore.Diagnostics;

namespace Gatehouse.Dashboard.Operations;

/// <summary>A refused or failed request gets a page that says so, and its true status; never a stack, never an empty answer.</summary>
internal static class StatusPages
{
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = $"{Links.Status}/500",
            CreateScopeForErrors = true,
            StatusCodeSelector = Status,
            // The page writes an unexpected failure to the log with the reference it shows.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePagesWithReExecute(Links.StatusTemplate, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // What failed was perhaps a form; its page is not one, and would be asked for the form's token again.
            if (context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                context.Request.Method = HttpMethods.Get;
            return next();
        });
    }

    private static int Status(Exception error) =>
        error is BadHttpRequestException refused ? refused.StatusCode
        : ExceptionReader.StorageFaultOf(error) is { } fault ? StorageWords.Of(fault).Status
        : ExceptionReader.IsBusy(error) ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;
}
