using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>
/// What people do in a component. It renders whenever an answer comes, and an event belongs to the render its element was found in: so an element
/// is waited for until it is there and enabled, then found and its event raised in one turn of the renderer. When a step returns, what the
/// component does at once is done; what it waits for is to be waited for.
/// </summary>
internal static class ComponentSteps
{
    public static void Click<T>(this IRenderedComponent<T> component, string selector) where T : IComponent =>
        component.Click(() => component.Find(selector));

    public static void Click<T>(this IRenderedComponent<T> component, Func<IElement> element) where T : IComponent =>
        component.Raise(element, found => found.Click());

    /// <summary>Clicks the button with this text.</summary>
    public static void Press<T>(this IRenderedComponent<T> component, string button) where T : IComponent =>
        component.Click(() => component.Button(button));

    public static void Change<T>(this IRenderedComponent<T> component, string selector, object value) where T : IComponent =>
        component.Change(() => component.Find(selector), value);

    public static void Change<T>(this IRenderedComponent<T> component, Func<IElement> element, object value) where T : IComponent =>
        component.Raise(element, found => found.Change(value));

    /// <summary>Types, and stays in the field.</summary>
    public static void Input<T>(this IRenderedComponent<T> component, string selector, string text) where T : IComponent =>
        component.Raise(() => component.Find(selector), found => found.Input(text));

    public static void KeyDown<T>(this IRenderedComponent<T> component, string selector, string key) where T : IComponent =>
        component.Raise(() => component.Find(selector), found => found.KeyDown(new KeyboardEventArgs { Key = key }));

    public static void Submit<T>(this IRenderedComponent<T> component, string selector) where T : IComponent =>
        component.Raise(() => component.Find(selector), found => found.Submit());

    /// <summary>The first button with this text.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> component, string text) where T : IComponent =>
        component.FindAll("button").FirstOrDefault(button => button.Words() == text) ?? throw new ElementNotFoundException($"button \"{text}\"");

    /// <summary>Text with one space where the markup has any number.</summary>
    public static string Words(this IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Raise<T>(this IRenderedComponent<T> component, Func<IElement> element, Action<IElement> raise) where T : IComponent
    {
        component.WaitForAssertion(() => Assert.False(element().HasAttribute("disabled")));
        component.InvokeAsync(() => raise(element())).GetAwaiter().GetResult();
    }
}
