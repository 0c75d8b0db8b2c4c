using Gatehouse.Dashboard.Outgoing;

namespace Gatehouse.Dashboard;

/// <summary>Where settings come from: appsettings.json beside the program, then environment, then the command line.</summary>
public static class Settings
{
    private static readonly string[] Sections = ["Database", "Admin", "Secrets", "Retention", "Guardrail", "Gateway", "Sessions", "Limits", "Outgoing"];

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Database:Provider", "Database:ConnectionString", "Admin:UserName", "Admin:Password", "Secrets:KeyRing",
        "Retention:OrphanDays", "Retention:AddressDays", "Retention:RecordDays", "Retention:RecordFolder", "Guardrail:Credentials", "Guardrail:Share", "Gateway:Name", OutgoingRules.Setting,
        "Sessions:Hours", "Sessions:IdleMinutes", "Limits:SignInMinutes", "Limits:SignInTries", "Limits:SignInAddress", "Limits:SignInName", "Limits:SignInAll",
    };

    public static void AddGatehouseSettings(this ConfigurationManager configuration, string[] args)
    {
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
    }

    /// <summary>Refuses settings of ours that nobody reads: a typing error must not pass for a default.</summary>
    /// <exception cref="SettingException">Names the setting.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var section in Sections)
            foreach (var setting in configuration.GetSection(section).GetChildren())
                if (!Known.Contains(setting.Path))
                    throw new SettingException($"Setting {setting.Path} is unknown. Known settings: {string.Join(", ", Known.Order())}.");
    }
}
