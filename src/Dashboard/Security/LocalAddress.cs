using Gatehouse.Dashboard.Addresses;

namespace Gatehouse.Dashboard.Security;

/// <summary>Where somebody wanted to go before they had to sign in, as far as that is an address of ours that a header can hold.</summary>
internal static class LocalAddress
{
    /// <summary>Any host would do: only what follows it is taken.</summary>
    private static readonly Uri Here = new("http://here.invalid");

    /// <summary>The address, percent-encoded; the first page where it leads elsewhere or is none.</summary>
    public static string Of(string? text) =>
        // A browser drops tabs and line breaks and reads \ as /: "/<tab>/evil.example" would lead there.
        text is ['/', ..] && !text.Any(char.IsControl) && !text.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(Here, text, out var address) && address.Host == Here.Host && address.PathAndQuery is ['/', not '/', ..] or "/"
            ? Ascii(address) : Links.Home;

    private static string Ascii(Uri address) => address.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped) switch
    {
        ['/', ..] path => path,
        var path => $"/{path}",
    };
}
