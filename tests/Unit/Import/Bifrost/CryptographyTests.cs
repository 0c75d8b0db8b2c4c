using System.Text;
using Gatehouse.Data.Import.Bifrost;
using Konscious.Security.Cryptography;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>The library is held to the vectors of the RFCs and to what the reference programs say, and our reader to what Bifrost wrote.</summary>
public sealed class CryptographyTests
{
    [Fact]
    public void Blake2b_hashes_as_the_RFC_says() => Assert.Equal(
        "BA80A53F981C4D0D6A2797B69F12F6E94C212F14685AC4B74B12BB6FDBFFA2D17D87C5392AAB792DC252D5DE4533CC9518D38AA8DBF1925AB92386EDD4009923",
        Convert.ToHexString(Blake2b("abc"u8.ToArray())));

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(256)]
    public void A_message_that_ends_at_a_block_is_hashed_once(int length)
    {
        // b2sum of so many zeros.
        var expected = length switch
        {
            0 => "786A02F742015903C6C6FD852552D272912F4740E15847618A86E217F71F5419D25E1031AFEE585313896444934EB04B903A685B1448B755D56F701AFE9BE2CE",
            127 => Zeros127,
            128 => Zeros128,
            129 => Zeros129,
            _ => Zeros256,
        };
        Assert.Equal(expected, Convert.ToHexString(Blake2b(new byte[length])));
    }

    [Fact]
    public void Argon2id_derives_as_the_RFC_says() => Assert.Equal(
        "0D640DF58D78766C08C037A34A8B53C9D01EF0452D75B65EB52520E96B01E659",
        Convert.ToHexString(Derive(Filled(32, 1), Filled(16, 2), passes: 3, kibibytes: 32, Filled(8, 3), Filled(12, 4))));

    [Fact]
    public void Argon2id_derives_what_the_reference_program_derives_with_Bifrosts_settings() => Assert.Equal(
        "8F9A6BF4E879701938EC66C482F6AD446F2941B3EF945310A1F562DE54D60231",
        Convert.ToHexString(Derive(Encoding.UTF8.GetBytes("a passphrase"), "somesalt16bytes!"u8.ToArray(), passes: 1, kibibytes: 65536)));

    [Theory]
    [InlineData(Salt.OfThePassphrase)]
    [InlineData(Salt.OfOld)]
    [InlineData(Salt.OldBehindItsVersion)]
    [InlineData(Salt.OfThePassphraseBehindItsVersion)]
    public void A_value_opens_whichever_salt_it_was_closed_with(Salt salt)
    {
        using var cipher = new BifrostCipher(BifrostBox.Passphrase);
        Assert.Equal("canary-value", cipher.Open(BifrostBox.Of(salt).Close("canary-value")));
    }

    [Fact]
    public void Nothing_opens_with_another_passphrase_and_what_is_no_ciphertext_never_does()
    {
        using var cipher = new BifrostCipher("another passphrase");
        Assert.Null(cipher.Open(BifrostBox.Of(Salt.OfThePassphrase).Close("canary-value")));
        Assert.Null(cipher.Open("plain text"));
        Assert.Null(cipher.Open("AAAA"));
    }

    private static byte[] Blake2b(byte[] message)
    {
        using var hash = new HMACBlake2B(512);
        return hash.ComputeHash(message);
    }

    private static byte[] Derive(byte[] password, byte[] salt, int passes, int kibibytes, byte[]? secret = null, byte[]? associated = null)
    {
        using var argon = new Argon2id(password)
        {
            Salt = salt,
            Iterations = passes,
            MemorySize = kibibytes,
            DegreeOfParallelism = 4,
            KnownSecret = secret,
            AssociatedData = associated,
        };
        return argon.GetBytes(32);
    }

    private static byte[] Filled(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    private const string Zeros127 = "93CAC6A4BEDD751E1C145F8E76FEC88FEC246675898475585603BD228F883BCF4EBCC68EAD8FA5F27890A243FA938BD7323AD41F9F06048A732CCE2070B212C3";
    private const string Zeros128 = "865939E120E6805438478841AFB739AE4250CF372653078A065CDCFFFCA4CAF798E6D462B65D658FC165782640EDED70963449AE1500FB0F24981D7727E22C41";
    private const string Zeros129 = "A60EDBA343E7A6933C14D203D2E535F35E6DEB6C8A4F8E624C1A6F6E2612860447CB4C37E5AA11BCF03B7C3EEA7228EB8B998F922794F2D1B8F2DC63F03BD3FA";
    private const string Zeros256 = "EC9C6B301A6C98946D742A74710E658F0243E0E6D3525F4AFA94DFC2395456FA54EBE5EF0F413B5A9ABFE6501DABB4B9A0FBCA164D6CD80B1E79DBBED8D4202E";
}
