using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Lets some commands of a database take long, so that answers come in another order than they were asked for.</summary>
public sealed class SlowCommands : DbCommandInterceptor
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);
    private int delayed;

    /// <summary>Which commands, by the values of their parameters.</summary>
    public Func<IReadOnlyCollection<string?>, bool> When { get; set; } = _ => false;

    /// <summary>How many commands it has held up and let go.</summary>
    public int Delayed => delayed;

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (When([.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.Value?.ToString())]))
        {
            await Task.Delay(Delay, cancellationToken);
            Interlocked.Increment(ref delayed);
        }
        return result;
    }
}
