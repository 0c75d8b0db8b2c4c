using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.History;

namespace Gatehouse.Dashboard.Commands;

internal sealed class VerifyHistoryCommand() : ProgramCommand("verify-history",
    "Check that no record of a change was altered or removed: every hash of the chain is worked out anew. Prints the last hash; keep it elsewhere to tell later that none was cut off the end.")
{
    protected override bool IsReading(ParseResult arguments) => true;

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var verdict = await services.GetRequiredService<HistoryCheck>().VerifyAsync(new Told<int>(count => Console.Error.WriteLine($"{count:N0} changes checked …")), cancellation);
        if (verdict.BrokenAt is { } change)
            throw new CommandException($"The record is broken at change {change}: it was altered, or one before it was added or removed. {verdict.Checked:N0} changes before it fit. Compare with a backup.");
        Console.WriteLine($"The record is whole: {verdict.Checked:N0} changes{(verdict.Unchained > 0 ? $"; {verdict.Unchained:N0} more were committed before the chain began" : "")}.");
        if (verdict.LastHash is { } hash)
            Console.WriteLine($"Last hash: {hash}");
        return 0;
    }
}
