
namespace Gatehouse.Dashboard.Security;

/// <summary>A browser in words. What it says of itself is for people to know it again; nothing is decided by it.</summary>
public static class BrowserWords
{
    // The first that is found counts: each names those behind it as well.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ("curl/", "curl"), ("python-requests/", "Python"), ("PowerShell/", "PowerShell"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    public static string Of(string? agent)
    {
        var (browser, system) = (Find(Browsers, agent), Find(Systems, agent));
        return browser is null ? system is null ? "Unknown browser" : $"Browser on {system}" : system is null ? browser : $"{browser} on {system}";
    }

    private static string? Find((string Mark, string Name)[] known, string? agent) =>
        agent is null ? null : known.FirstOrDefault(entry => agent.Contains(entry.Mark, StringComparison.Ordinal)).Name;
}
