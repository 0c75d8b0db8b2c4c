using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Holds some commands of a database until they are let go, so that answers come in the order a test wants.</summary>
public sealed class HeldCommands : DbCommandInterceptor
{
    private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which commands, by the values of their parameters.</summary>
    public Func<IReadOnlyCollection<string?>, bool> When { get; set; } = _ => false;

    public void LetGo() => free.TrySetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (When([.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.Value?.ToString())]))
            await free.Task.WaitAsync(cancellationToken);
        return result;
    }
}
