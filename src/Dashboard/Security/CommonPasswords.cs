using System.Collections.Frozen;
using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Refuses what is guessed first: passwords that many people have, alone or with figures around them, a few characters over and over, and what is
/// known of the account. Asks for no capitals, figures or signs: they make passwords harder to remember, not to guess.
/// </summary>
public sealed class CommonPasswords : IPasswordValidator<Admin>
{
    private const int Nameable = 4;
    private const string Product = "gatehouse";
    private static readonly Lazy<FrozenSet<string>> Common = new(Read);

    public Task<IdentityResult> ValidateAsync(UserManager<Admin> manager, Admin user, string? password) =>
        Task.FromResult(Wrong(user.UserName, password ?? "") is { } wrong ? IdentityResult.Failed(new IdentityError { Code = "CommonPassword", Description = wrong }) : IdentityResult.Success);

    /// <summary>What is wrong with a password; null: nothing.</summary>
    public static string? Wrong(string? userName, string password)
    {
        var text = password.ToLowerInvariant();
        if (text.Length == 0)
            return null;
        if (userName is { Length: >= Nameable } && text.Contains(userName.ToLowerInvariant(), StringComparison.Ordinal))
            return "This password holds the user name. Choose one without it.";
        if (text.Contains(Product, StringComparison.Ordinal))
            return "This password holds the name of this product. Choose one without it.";
        var unit = text[..Period(text)];
        if (unit.Length <= text.Length / 3 && unit.Length < Nameable)
            return "This password repeats a few characters. Choose a longer pattern: a few words that do not belong together are easy to remember.";
        return IsCommon(text) || IsCommon(unit) || IsCommon(Core(text)) || IsCommon(Core(unit)) || IsRow(text)
            ? "This password is among those that are guessed first. Choose another: a few words that do not belong together are easy to remember."
            : null;
    }

    private static bool IsCommon(string text) => Common.Value.Contains(text);

    /// <summary>Without the figures and signs around it.</summary>
    private static string Core(string text) => text.Trim([.. text.Where(character => !char.IsLetter(character)).Distinct()]);

    /// <summary>After how many characters it begins again; its length where it does not.</summary>
    private static int Period(string text) =>
        Enumerable.Range(1, text.Length).First(length => text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)));

    /// <summary>Each character follows the one before it: "abcdefghijkl".</summary>
    private static bool IsRow(string text) =>
        text.Length > 1 && (Steps(text).All(step => step == 1) || Steps(text).All(step => step == -1));

    private static IEnumerable<int> Steps(string text) => text.Skip(1).Zip(text, (next, character) => next - character);

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
