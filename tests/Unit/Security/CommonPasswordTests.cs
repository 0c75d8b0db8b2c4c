using Gatehouse.Dashboard.Security;

namespace Gatehouse.Tests.Unit.Security;

/// <summary>What is guessed first is refused, and nothing else: no capitals, figures or signs are asked for.</summary>
public sealed class CommonPasswordTests
{
    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("abcabcabcabca")]
    [InlineData("qwertyqwerty")]
    [InlineData("passwordpassword")]
    [InlineData("Password1234")]
    [InlineData("123password!!!!!")]
    [InlineData("administrator")]
    [InlineData("123456789012")]
    [InlineData("1234567890123456")]
    [InlineData("abcdefghijklmn")]
    [InlineData("zyxwvutsrqpon")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("ILOVEYOU2026!")]
    [InlineData("mara.holt-2026-key")]
    [InlineData("MARA.HOLT")]
    [InlineData("my-gatehouse-secret")]
    public void What_is_guessed_first_is_refused(string password) => Assert.NotNull(CommonPasswords.Wrong("mara.holt", password));

    [Theory]
    [InlineData("correct-horse-battery")]
    [InlineData("a-long-enough-password")]
    [InlineData("three dry lemons")]
    [InlineData("alllowercaseletters")]
    [InlineData("83921047562983")]
    [InlineData("żółta łódka płynie")]
    [InlineData("")]
    public void Others_are_taken_as_they_are(string password) => Assert.Null(CommonPasswords.Wrong("mara.holt", password));

    [Fact]
    public void A_short_user_name_is_not_looked_for() => Assert.Null(CommonPasswords.Wrong("oz", "frozen-custard-lane"));
}
