using Gatehouse.Dashboard.Outgoing;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace Gatehouse.Dashboard.Configuration;

/// <summary>Where settings come from: appsettings.json beside the program, then environment, then the command line.</summary>
public static class Settings
{
    private static readonly string[] Sections = ["Database", "Admin", "Secrets", "Retention", "Guardrail", "Gateway", "Sessions", "Limits", "Outgoing"];

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Database:Provider", "Database:ConnectionString", "Admin:UserName", "Admin:Password", "Secrets:KeyRing", "Secrets:StartWithoutKeys",
        "Retention:OrphanDays", "Retention:AddressDays", "Retention:RecordDays", "Retention:RecordFolder", "Guardrail:Credentials", "Guardrail:Share", "Gateway:Name", OutgoingRules.Setting,
        "Sessions:Hours", "Sessions:IdleMinutes", "Limits:SignInMinutes", "Limits:SignInTries", "Limits:SignInAddress", "Limits:SignInName", "Limits:SignInAll", "Limits:Connections", "Limits:Handles", "Limits:Requests",
    };

    public static void AddGatehouseSettings(this ConfigurationManager configuration, string[] args)
    {
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
    }

    /// <summary>What stands at the top of a settings file or on the command line: ours, the server's, and those of the host.</summary>
    private static readonly HashSet<string> Top = new(
        [.. Sections, "Urls", "PublicUrl", "AllowedHosts", "Logging", "Kestrel", "Sample", "Environment", "ContentRoot", "ApplicationName", "WebRoot", "HostBuilder", "Http_Ports", "Https_Ports", "Https_Port",
            "DetailedErrors", "CaptureStartupErrors", "StartupAssembly", "HostingStartupAssemblies", "HostingStartupExcludeAssemblies", "PreventHostingStartup", "SuppressStatusMessages", "PreferHostingUrls",
            "ShutdownTimeoutSeconds", "StaticWebAssets", "ForwardedHeaders_Enabled"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses settings of ours that nobody reads: a typing error must not pass for a default.</summary>
    /// <exception cref="SettingException">Names the setting.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        // Not those of the environment: other programs' variables stand there too.
        foreach (var given in ((configuration as IConfigurationRoot)?.Providers ?? []).Where(provider => provider is JsonConfigurationProvider or CommandLineConfigurationProvider))
            foreach (var name in given.GetChildKeys([], null).Distinct())
                if (!Top.Contains(name))
                    throw new SettingException($"Setting {name} is unknown. At the top stand: {string.Join(", ", Top.Take(Sections.Length + 6).Order())}.");
        foreach (var section in Sections)
            foreach (var setting in configuration.GetSection(section).GetChildren())
                if (!Known.Contains(setting.Path))
                    throw new SettingException($"Setting {setting.Path} is unknown. Known settings: {string.Join(", ", Known.Order())}.");
    }
}
