using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Security;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Hosting;

/// <summary>What commands run on: the same settings, database and secrets as the server, without its pages.</summary>
internal static class CommandServices
{
    public static ServiceProvider Build(string[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddGatehouseSettings(settings);
        Settings.RefuseUnknown(configuration);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        // What a command records is not its answer: `export -` and `token create` write theirs, alone, on standard output.
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole().AddFilter(typeof(Gatehouse.Data.Record.EventLog).FullName, LogLevel.Warning));
        services.AddData(configuration);
        services.AddSecurity();
        return services.BuildServiceProvider();
    }

    /// <summary>Checks the settings and brings the schema up to date.</summary>
    /// <param name="services">The program.</param>
    /// <param name="isReading">Only reads: it neither makes a file nor changes a schema.</param>
    /// <exception cref="SettingException">A setting is wrong, or the database cannot be opened.</exception>
    public static async Task PrepareAsync(this IServiceProvider services, bool isReading = false)
    {
        try
        {
            _ = services.GetRequiredService<IOptions<DashboardOptions>>().Value;
        }
        catch (OptionsValidationException wrong)
        {
            throw new SettingException(string.Join(Environment.NewLine, wrong.Failures));
        }
        await services.OpenAsync(isReading);
    }
}
