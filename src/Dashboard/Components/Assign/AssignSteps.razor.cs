using Gatehouse.Dashboard.Addresses;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Who, what, review: what was chosen, and the way back to it.</summary>
public sealed partial class AssignSteps
{
    /// <summary>From 1; 4: everything is done.</summary>
    [Parameter, EditorRequired]
    public int At { get; set; }

    [Parameter, EditorRequired]
    public required string Who { get; set; }

    [Parameter, EditorRequired]
    public required string What { get; set; }

    [Parameter, EditorRequired]
    public required string Review { get; set; }

    /// <summary>Rows of a file say themselves what they want: the second step has nothing to choose.</summary>
    [Parameter]
    public bool IsFile { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    private IEnumerable<AssignStep> Shown =>
    [
        Step(1, AssignTexts.Who, Who, Links.AssignAt("who", Filter)),
        Step(2, AssignTexts.What, What, IsFile ? null : Links.AssignAt("what", Filter)),
        Step(3, AssignTexts.Review, Review, null),
    ];

    private AssignStep Step(int number, string name, string line, string? href) => new(
        number, name, line, number < At, number == At ? "step" : null, number < At && At < 4 ? href : null,
        number < At ? "done" : number == At ? "now" : "");
}

/// <summary>One of the steps as it is drawn.</summary>
public sealed record AssignStep(int Number, string Name, string Line, bool IsDone, string? Current, string? Href, string Tone);
