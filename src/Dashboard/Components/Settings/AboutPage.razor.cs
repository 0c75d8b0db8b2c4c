using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>What runs here, on which database. What somebody is asked for who reports a problem.</summary>
public sealed partial class AboutPage
{
    private AboutDatabase? database;

    [Inject]
    public required AboutQueries Queries { get; set; }

    [Inject]
    public required IOptions<DashboardOptions> Options { get; set; }

    private static string Version => typeof(AboutPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static string Runtime => $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    private string Gateway => Options.Value.Gateway.Name;

    private string? Size => database?.Bytes is { } bytes ? SettingsTexts.XMb.With(bytes / 1048576.0) : null;

    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private async Task LoadAsync() => await Loading.ReadAsync(() => Queries.ReadAsync(), read => database = read);
}
