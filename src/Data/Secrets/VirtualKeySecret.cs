namespace Gatehouse.Data.Secrets;

/// <summary>The secret of a virtual key: shown once, then only its prefix and a hash are known.</summary>
/// <param name="Value">The secret itself.</param>
/// <param name="Prefix">Its first 10 characters, for recognition.</param>
/// <param name="Hash">SHA-256; 256 random bits need no slow hash.</param>
public sealed record VirtualKeySecret(string Value, string Prefix, byte[] Hash)
{
    /// <summary>A new secret of 256 random bits.</summary>
    public static VirtualKeySecret New() => Of(SecretHash.NewSecret("gh-vk-"));

    public static VirtualKeySecret Of(string value) =>
        new(value, value[..Math.Min(10, value.Length)], SecretHash.Of(value));
}
