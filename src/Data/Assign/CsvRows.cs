using System.Runtime.CompilerServices;
using CsvHelper;

namespace Gatehouse.Data.Assign;

/// <summary>Reads rows from CSV (RFC 4180) line by line; the first line names the columns.</summary>
internal static class CsvRows
{
    private const char NotUtf8 = '\uFFFD';
    private static readonly char[] Delimiters = [',', ';', '\t'];

    /// <param name="stream">UTF-8.</param>
    /// <param name="beginning">The first characters, at least the first line: its delimiter is the file's.</param>
    /// <param name="cancellation">Between lines.</param>
    /// <exception cref="UnreadableException">There is no header, or it names columns that are none.</exception>
    public static async IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, string beginning, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isBad = false;
        await using var reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            // Excel's first line "sep=;" says it itself, and is passed over.
            Separator = beginning.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? null : Delimiter(beginning),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = 1 << 20,
            OnMalformedRecord = _ => isBad = true,
        });
        await GuardAsync(async () =>
        {
            await reader.ReadHeaderAsync(cancellation);
            return true;
        });
        var header = reader.Headers.ToArray();
        if (header.Length == 0 || header.All(string.IsNullOrWhiteSpace))
            throw new UnreadableException(null, "There is nothing to read. The first line names the columns, one line for each row follows.");
        var columns = new CsvColumns(header);
        while (await GuardAsync(() => reader.ReadAsync(cancellation)))
        {
            cancellation.ThrowIfCancellationRequested();
            var (line, record) = ((int)reader.LineNumber, reader.Current.ToArray());
            if (record.Any(field => field.Contains(NotUtf8, StringComparison.Ordinal)))
                throw new UnreadableException(line, "The file is not UTF-8. Save it as CSV UTF-8.");
            if (isBad || record.Any(field => !string.IsNullOrWhiteSpace(field)))
                yield return columns.Row(line, record, isBad);
            isBad = false;
        }
    }

    private static async ValueTask<bool> GuardAsync(Func<ValueTask<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvFormatException error)
        {
            throw new UnreadableException(error.LineNumber > 0 ? (int)error.LineNumber : null, "A row is longer than a million characters. A quote may be missing.");
        }
    }

    private static char Delimiter(string beginning)
    {
        var header = beginning.TrimStart('\r', '\n').Split('\n')[0];
        return Delimiters.MaxBy(delimiter => header.Count(letter => letter == delimiter));
    }
}
