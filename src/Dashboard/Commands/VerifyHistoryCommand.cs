using System.CommandLine;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Commands;

internal sealed class VerifyHistoryCommand : ProgramCommand
{
    private readonly Option<string?> head = new("--head") { Description = "A last hash that was printed or logged before: an entry must still have it", HelpName = "hash" };
    private readonly Option<bool> accept = new("--accept") { Description = "Accept where the record ends now, after an older backup was restored; it goes on record" };

    public VerifyHistoryCommand() : base("verify-history",
        "Check that no entry of the record was altered, added or removed: every link of the chain is worked out again, and its end is compared with the one that is kept beside the key ring. Prints the last hash; keep it elsewhere for --head.")
    {
        Options.Add(head);
        Options.Add(accept);
    }

    protected override bool IsReading(ParseResult arguments) => true;

    protected override bool Writes => false;

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        if (arguments.GetValue(accept))
            await services.GetRequiredService<RecordEnds>().AcceptAsync(cancellation);
        var verdict = await services.GetRequiredService<HistoryCheck>().VerifyAsync(
            arguments.GetValue(head), new Told<long>(count => Console.Error.WriteLine($"{count:N0} entries checked …")), cancellation);
        if (verdict.Fault is { } fault)
            throw new CommandException(RecordWords.Of(fault));
        Console.WriteLine(RecordWords.Format(RecordTexts.WholeOf, RecordWords.Entries(verdict.Checked)));
        if (verdict.Before > 0)
            Console.WriteLine(RecordWords.Format(RecordTexts.BeforeChain, verdict.Before));
        if (verdict.Segment is { } segment)
            Console.WriteLine(RecordWords.Format(RecordTexts.ExportedPart, segment.FirstNumber, segment.LastNumber, segment.FileName));
        if (verdict.Found is { } found)
            Console.WriteLine(RecordWords.Format(RecordTexts.HeadFound, found));
        if (verdict.LastHash is { } hash)
            Console.WriteLine(RecordWords.Format(RecordTexts.LastHash, hash));
        return 0;
    }
}
