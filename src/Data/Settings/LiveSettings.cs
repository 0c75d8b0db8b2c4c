
namespace Gatehouse.Data.Settings;

/// <summary>Settings an admin may choose while the server runs.</summary>
/// <param name="OrphanDays">Days an orphaned credential is kept; 1 to 3,650.</param>
/// <param name="GuardrailCredentials">Losing more than so many credentials, an admin must type the number; at least 1.</param>
/// <param name="GuardrailShare">The same for a share of all credentials; above 0, at most 1.</param>
public sealed record LiveSettings(int OrphanDays, int GuardrailCredentials, double GuardrailShare)
{
    public const int MostDays = 3650;

    /// <summary>Names as in the configuration.</summary>
    public const string OrphanDaysName = "Retention:OrphanDays";

    public const string GuardrailCredentialsName = "Guardrail:Credentials";
    public const string GuardrailShareName = "Guardrail:Share";
}

/// <summary>A setting as somebody chose it.</summary>
public sealed record ChosenSetting(string Name, string By, DateTimeOffset At);

/// <summary>What counts now, what the configuration says, and who chose otherwise.</summary>
public sealed record SettingsState(LiveSettings Now, LiveSettings Configured, IReadOnlyList<ChosenSetting> Chosen);
