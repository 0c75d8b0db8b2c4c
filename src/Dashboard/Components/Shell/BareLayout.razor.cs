
namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>The page before anybody is signed in: hairline arches, the only ornament of the product.</summary>
public sealed partial class BareLayout
{
    private static readonly string[] Arches = [.. new[] { 140, 220, 300, 380, 460, 540, 620, 700, 780 }.Select(radius =>
        FormattableString.Invariant($"M{720 - radius} 900V620a{radius} {radius} 0 0 1 {2 * radius} 0V900"))];
}
