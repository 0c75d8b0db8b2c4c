using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gatehouse.Data.Assign;

/// <summary>Reads rows from a file: CSV, or a SCIM bulk request when it begins with a brace. The file is streamed.</summary>
internal sealed class AssignReader(Stream stream)
{
    private const int Beginning = 4096;

    /// <summary>How many errors the sender of a bulk request bears; null: the file does not say.</summary>
    public int? FailOnErrors { get; private set; }

    /// <exception cref="UnreadableException">The file as a whole cannot be read.</exception>
    public async IAsyncEnumerable<ReadRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (text, reason) = await Utf8Text.OpenAsync(stream, cancellation);
        if (text is null)
            throw new UnreadableException(null, reason!);
        var pipe = PipeReader.Create(text, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var first = await pipe.ReadAtLeastAsync(Beginning, cancellation);
        var beginning = Encoding.UTF8.GetString(first.Buffer.Slice(0, Math.Min(first.Buffer.Length, Beginning)));
        var isJson = beginning.TrimStart(' ', '\t', '\r', '\n').StartsWith('{');
        pipe.AdvanceTo(first.Buffer.Start);
        var rows = isJson
            ? BulkRequestRows.ReadAsync(pipe.AsStream(), most => FailOnErrors = most, cancellation)
            : CsvRows.ReadAsync(pipe.AsStream(), beginning, cancellation);
        await foreach (var row in rows)
            yield return row;
    }
}
