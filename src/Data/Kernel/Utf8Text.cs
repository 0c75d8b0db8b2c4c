using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Gatehouse.Data.Kernel;

/// <summary>
/// Files that hold text, as UTF-8 without a byte order mark: a mark is passed over and UTF-16 is turned into it. What is no text is told by
/// its first bytes, in one sentence.
/// </summary>
public static class Utf8Text
{
    private const int Beginning = 4096;

    /// <summary>The text from where the stream stands, read as it comes; or null and what the file is instead.</summary>
    public static async Task<(Stream? Text, string? Reason)> OpenAsync(Stream stream, CancellationToken cancellation = default)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, bufferSize: 1 << 16));
        var first = await pipe.ReadAtLeastAsync(Beginning, cancellation);
        var head = new byte[(int)Math.Min(first.Buffer.Length, Beginning)];
        first.Buffer.Slice(0, head.Length).CopyTo(head);
        if (Refusal(head) is { } reason)
            return (null, reason);
        var (mark, encoding) = Form(head);
        pipe.AdvanceTo(first.Buffer.GetPosition(mark));
        return (encoding is null ? pipe.AsStream() : Encoding.CreateTranscodingStream(pipe.AsStream(), encoding, Encoding.UTF8), null);
    }

    /// <summary>The same for text that is in memory; what is no text stays what it is.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> bytes)
    {
        var (mark, encoding) = Form(bytes.Span);
        return encoding is null ? bytes[mark..] : Encoding.Convert(encoding, Encoding.UTF8, bytes[mark..].ToArray());
    }

    /// <summary>How long its byte order mark is, and what it is written in when that is not UTF-8.</summary>
    private static (int Mark, Encoding? Encoding) Form(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (3, null),
        [0xFF, 0xFE, ..] => (2, Encoding.Unicode),
        [0xFE, 0xFF, ..] => (2, Encoding.BigEndianUnicode),
        [not 0, 0, not 0, 0, ..] => (0, Encoding.Unicode),
        [0, not 0, 0, not 0, ..] => (0, Encoding.BigEndianUnicode),
        _ => (0, null),
    };

    private static string? Refusal(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "This is an Excel workbook or another ZIP file. In Excel, save it as CSV UTF-8.",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "This is an old Excel workbook or another Office document. In Excel, save it as CSV UTF-8.",
        [0x1F, 0x8B, ..] => "This is a compressed file (gzip). Unpack it first.",
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "The text is written in UTF-32. Save it as UTF-8.",
        _ when head.StartsWith("SQLite format 3\0"u8) => "This is a SQLite database. The database of a Bifrost gateway is imported with import-bifrost.",
        _ when Form(head).Encoding is null && head.Contains((byte)0) => "This is no text file: it holds bytes that no text has.",
        _ => null,
    };
}
