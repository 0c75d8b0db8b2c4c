using System.Text;
using Gatehouse.Dashboard.Api;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Dashboard.Doors;

/// <summary>
/// Reads a posted form before anything else asks for it (antiforgery does, and so do the routes), so that a form that cannot be read is refused in
/// one place: its sender's fault, and no failure of ours.
/// </summary>
internal static class FormReads
{
    /// <summary>Forms of ours are a name, a password, a token.</summary>
    private const long Most = 64 * 1024;

    private static readonly FormOptions Options = new() { BufferBodyLengthLimit = Most, MultipartBodyLengthLimit = Most, ValueCountLimit = 100 };

    public static void UseFormReads(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            await next(context);
        else if (!IsForm(context.Request))
        {
            // A page would try to read a form, and fail.
            if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
                await next(context);
            else
                await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType);
        }
        else if (await RefusalAsync(context) is { } status)
            await RefuseAsync(context, status);
        else
            await next(context);
    });

    /// <summary>Also one that ASP.NET does not know by its type, which says so in words it cannot read.</summary>
    private static bool IsForm(HttpRequest request) =>
        request.HasFormContentType || request.ContentType?.Contains("form", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<int?> RefusalAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Most)
            return StatusCodes.Status413PayloadTooLarge;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !context.Request.HasFormContentType || !IsReadable(type))
            return StatusCodes.Status415UnsupportedMediaType;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Most;
        try
        {
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, Options));
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode;
        }
        // Whatever a reader of foreign bytes stumbles over lies in the bytes.
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Browsers send UTF-8, and name it at most.</summary>
    private static bool IsReadable(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status)
    {
        if (Problems.IsApi(context.Request.Path))
            return Problems.WriteAsync(context, Problems.Of(status));
        // Its page says what to do (StatusPage).
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
