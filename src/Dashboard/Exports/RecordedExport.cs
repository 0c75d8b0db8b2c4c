using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Exports;

/// <summary>Puts every export on record before its first byte leaves: what, in which form, filtered how.</summary>
internal sealed class RecordedExport(EventWrites events) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        await RecordAsync(invocation.HttpContext, events);
        return await next(invocation);
    }

    public static Task RecordAsync(HttpContext context, EventWrites events, string? what = null)
    {
        var name = what ?? context.Request.Path.Value![(context.Request.Path.Value!.IndexOf('/', 1) + 1)..];
        var (thing, format) = (Path.ChangeExtension(name, null), Path.GetExtension(name).TrimStart('.'));
        return events.RecordAsync(context.Actor(), new Data.Kernel.RecordEntry(RecordAction.Exported, null, null, thing.Replace('-', ' '))
        {
            After = new Dictionary<string, string?>
            {
                ["format"] = format,
                ["filter"] = context.Request.QueryString.Value is { Length: > 1 } query ? Uri.UnescapeDataString(query[1..].Replace('+', ' ')) : null,
            },
        });
    }
}
