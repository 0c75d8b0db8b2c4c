using System.Text;

namespace Gatehouse.Tests.Unit.Kernel;

/// <summary>Texts that people read, and files that hold text.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData(0x00, "NUL")]
    [InlineData('\t', "a tab")]
    [InlineData('\n', "a line break")]
    [InlineData('\r', "a line break")]
    [InlineData(0x85, "a line break")]
    [InlineData(0x2028, "a line break")]
    [InlineData(0x2029, "a line break")]
    [InlineData(0x1F, "a control character")]
    [InlineData(0x7F, "a control character")]
    [InlineData(0x9F, "a control character")]
    [InlineData(0x61C, "turns the direction of reading")]
    [InlineData(0x200E, "turns the direction of reading")]
    [InlineData(0x200F, "turns the direction of reading")]
    [InlineData(0x202E, "turns the direction of reading")]
    [InlineData(0x2066, "turns the direction of reading")]
    [InlineData(0xAD, "has no width")]
    [InlineData(0x180E, "has no width")]
    [InlineData(0x200B, "has no width")]
    [InlineData(0x2060, "has no width")]
    [InlineData(0x206F, "has no width")]
    [InlineData(0xFEFF, "has no width")]
    [InlineData(0xFFFD, "stands for a character that could not be read")]
    [InlineData(0xFFF9, "a mark for machines")]
    [InlineData(0xE0041, "a mark for machines")]
    public void A_name_with_a_character_that_nobody_sees_is_refused_and_the_place_is_said(int character, string what)
    {
        var name = $"ab{char.ConvertFromUtf32(character)}c";
        Assert.Equal($"The name of the key holds U+{character:X4} ({what}) at character 3, which nobody sees. Remove it.", NameText.WrongName(name, "the key"));
        Assert.Equal(character is '\n' or '\r' or '\t', NameText.WrongDescription(name) is null);
        Assert.StartsWith("The user name holds", NameText.WrongUserName(name), StringComparison.Ordinal);
        Assert.StartsWith("A tool name holds", NameText.WrongTool(name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci-bot")]
    [InlineData("Zoë 文書 👩‍🚒")]
    [InlineData("می‌خواهم")]
    public void A_name_in_any_language_is_a_name(string name)
    {
        Assert.Null(NameText.WrongName(name, "the key"));
        Assert.Null(NameText.WrongUserName(name));
        Assert.Null(NameText.WrongDescription(name));
        Assert.Null(NameText.WrongTool(name));
    }

    [Fact]
    public void Each_text_has_its_length()
    {
        var (longest, tooLong) = (new string('x', 255), new string('x', 256));
        Assert.Equal((null, null, null), (NameText.WrongName(longest, "it"), NameText.WrongUserName(longest), NameText.WrongTool(longest)));
        Assert.All([NameText.WrongName(tooLong, "it"), NameText.WrongName("", "it"), NameText.WrongUserName(tooLong), NameText.WrongUserName(""), NameText.WrongTool(tooLong)], Assert.NotNull);
        Assert.Null(NameText.WrongDescription(null));
        Assert.Null(NameText.WrongDescription(new string('x', 5000)));
        Assert.Equal("The description is longer than 5,000 characters.", NameText.WrongDescription(new string('x', 5001)));
    }

    /// <summary>"hé" in each form, with a mark and without.</summary>
    [Theory]
    [InlineData("68 C3 A9")]
    [InlineData("EF BB BF 68 C3 A9")]
    [InlineData("FF FE 68 00 E9 00")]
    [InlineData("FE FF 00 68 00 E9")]
    [InlineData("68 00 E9 00")]
    [InlineData("00 68 00 E9")]
    public async Task A_text_reads_the_same_in_whatever_form_it_is_written(string bytes)
    {
        var written = Bytes(bytes);
        Assert.Equal("hé", Encoding.UTF8.GetString(Utf8Text.Of(written).Span));
        var (text, reason) = await Utf8Text.OpenAsync(new MemoryStream(written), TestContext.Current.CancellationToken);
        Assert.Null(reason);
        using var reader = new StreamReader(text!);
        Assert.Equal("hé", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("50 4B 03 04 00", "This is an Excel workbook or another ZIP file.")]
    [InlineData("D0 CF 11 E0 00", "This is an old Excel workbook")]
    [InlineData("1F 8B 00", "This is a compressed file (gzip).")]
    [InlineData("FF FE 00 00 68", "The text is written in UTF-32.")]
    [InlineData("00 00 FE FF 68", "The text is written in UTF-32.")]
    [InlineData("53 51 4C 69 74 65 20 66 6F 72 6D 61 74 20 33 00", "This is a SQLite database.")]
    [InlineData("61 62 63 00", "This is no text file")]
    [InlineData("00 00 00 00 00", "This is no text file")]
    public async Task What_is_no_text_is_told_by_its_first_bytes(string bytes, string words)
    {
        var (text, reason) = await Utf8Text.OpenAsync(new MemoryStream(Bytes(bytes)), TestContext.Current.CancellationToken);
        Assert.Null(text);
        Assert.StartsWith(words, reason, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string bytes) => Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));
}
