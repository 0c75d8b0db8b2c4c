using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>An empty database: what to do next. Commands are those of the program that runs, wherever it was started from.</summary>
public sealed partial class FirstStart
{
    [Parameter]
    public EventCallback OnNewKey { get; set; }

    private static string ImportCall => ProgramCall.Of("import company.json");

    private static string SampleCall => ProgramCall.Of("sample demo");

    private static string Foot => ReviewWords.Format(FirstStartTexts.Foot, Environment.CurrentDirectory);
}
