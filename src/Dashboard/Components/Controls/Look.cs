using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>MudBlazor's theme: type and shape. Colours are CSS variables in app.css, one set a scheme, chosen before the first paint.</summary>
public static class Look
{
    /// <summary>A confirmation or a short form: 480 px.</summary>
    public static readonly DialogOptions SmallDialog = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseButton = true, BackdropClick = false, CloseOnEscapeKey = true };

    private static readonly string[] Fonts =
        ["-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px", DrawerWidthLeft = "220px", DrawerMiniWidthLeft = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".8125rem", LineHeight = "1.538", FontWeight = "400", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", FontWeight = "600", LetterSpacing = "-.005em" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.5", FontWeight = "400", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = ".8125rem", LineHeight = "1.538", FontWeight = "400", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".8125rem", LineHeight = "1.538", FontWeight = "600", LetterSpacing = "0", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = ".75rem", LineHeight = "1.333", FontWeight = "400", LetterSpacing = "0" },
        },
    };
}
