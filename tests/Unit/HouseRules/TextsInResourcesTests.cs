using System.Reflection;
using System.Text.RegularExpressions;
using Gatehouse.Dashboard.Components.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gatehouse.Tests.Unit.HouseRules;

/// <summary>
/// Every text that a page shows is in a resource. Read from the compiled pages: what their markup adds as literal text, as literal HTML,
/// and as the attributes that people read or hear.
/// </summary>
public sealed partial class TextsInResourcesTests
{
    private static readonly string[] Read = ["title", "aria-label", "placeholder", "alt", "Message", "Label", "Title", "Text", "Name", "Hint", "Prompt", "Empty", "Of", "Changed", "Parent"];

    /// <summary>No text, and why.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["Gatehouse"] = "the name of the product",
        ["· Gatehouse"] = "the same, in a title",
        ["virtual_key,mcp_client,action,tools"] = "the first line of a CSV file",
        ["jk[]?/"] = "keys of a keyboard",
        ["Enter"] = "a key of a keyboard",
    };

    [Fact]
    public void No_page_has_a_text_of_its_own()
    {
        var pages = typeof(App).Assembly.GetTypes().Where(type => IsPage(type) || (type.DeclaringType is { } outer && IsPage(outer))).ToArray();
        var found = pages.SelectMany(page => Literals(page).Where(IsText).Select(text => $"{(page.DeclaringType ?? page).Name}: {text}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.True(pages.Length > 100);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("<h1 tabindex=\"-1\">Virtual keys</h1>", "Virtual keys")]
    [InlineData("<button aria-label=\"Close\"></button>", "Close")]
    public void A_literal_in_markup_is_found(string html, string text) => Assert.Contains(text, OfHtml(html));

    private static bool IsPage(Type type) => typeof(ComponentBase).IsAssignableFrom(type) && !type.IsAbstract;

    private static bool IsText(string text) => Letters().IsMatch(text) && !Allowed.ContainsKey(text);

    private static IEnumerable<string> Literals(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetMethods(own).Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(RenderTreeBuilder))).SelectMany(Literals);
    }

    /// <summary>A literal is loaded (<c>ldstr</c>, 0x72) right before the call that takes it; an attribute's name right before its value.</summary>
    private static IEnumerable<string> Literals(MethodInfo method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        (int At, string Text) before = (-1, "");
        for (var at = 0; at + 10 <= code.Length; at++)
        {
            if (Load(method, code, at) is not { } text)
                continue;
            if (code[at + 5] is 0x28 or 0x6F && Called(method, BitConverter.ToInt32(code, at + 6)) is { } called)
                foreach (var literal in called switch
                {
                    "AddContent" => [text],
                    "AddMarkupContent" => OfHtml(text),
                    "AddAttribute" or "TypeCheck" when before.At == at - 5 && Read.Contains(before.Text) => [text],
                    _ => Array.Empty<string>(),
                })
                    yield return literal.Trim();
            before = (at, text);
            at += 4;
        }
    }

    private static string? Load(MethodInfo method, byte[] code, int at)
    {
        if (code[at] != 0x72 || code[at + 4] != 0x70)
            return null;
        try
        {
            return method.Module.ResolveString(BitConverter.ToInt32(code, at + 1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Called(MethodInfo method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType!.GetGenericArguments(), method.GetGenericArguments())?.Name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> OfHtml(string html) =>
        Between().Matches(Untold().Replace($">{html}<", ">")).Select(match => match.Groups[1].Value.Trim())
            .Concat(Told().Matches(html).Select(match => match.Groups[1].Value));

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex Letters();

    [GeneratedRegex(">([^<>]+)<")]
    private static partial Regex Between();

    /// <summary>Names of keys and lines of code are no texts.</summary>
    [GeneratedRegex("<(kbd|code|style|script)\\b[^>]*>.*?</\\1>")]
    private static partial Regex Untold();

    [GeneratedRegex("(?:title|aria-label|placeholder|alt)=\"([^\"]+)\"")]
    private static partial Regex Told();
}
