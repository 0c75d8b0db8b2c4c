using Gatehouse.Dashboard.Configuration;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Samples;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Samples, at server start (<c>--sample demo|scale</c>) and by command.</summary>
internal static class SampleAtStart
{
    /// <summary>Loads the sample that the settings name into an empty database; one that holds data is not touched, and it is said so.</summary>
    /// <exception cref="SettingException">There is no such sample.</exception>
    public static async Task LoadAsync(IServiceProvider services)
    {
        if (services.GetRequiredService<IConfiguration>()["sample"] is not { } name)
            return;
        var isLoaded = await LoadAsync(services, Actor.Program, name, (rows, isDone) =>
        {
            if (isDone)
                Console.WriteLine($"Sample {name} is loaded: {rows:N0} rows.");
            else
                Console.WriteLine($"Loading sample {name}: {rows:N0} rows …");
        });
        if (!isLoaded)
            Console.WriteLine("The database holds data already: the sample was not loaded.");
    }

    /// <summary>False: the database holds data and was not touched.</summary>
    /// <exception cref="SettingException">There is no such sample.</exception>
    public static async Task<bool> LoadAsync(IServiceProvider services, Actor by, string name, Action<long, bool> tell)
    {
        if (!Sample.Names.Contains(name))
            throw new SettingException($"There is no sample \"{name}\". Samples: {string.Join(", ", Sample.Names)}.");
        var contexts = services.GetRequiredService<IDbContextFactory<DashboardDbContext>>();
        if (await Sample.HoldsDataAsync(contexts))
            return false;
        var (writes, clock) = (services.GetRequiredService<Writes>(), services.GetRequiredService<TimeProvider>());
        tell(name == "demo"
            ? (await new DemoScenario(contexts, writes, services.GetRequiredService<SecretProtector>(), clock) { By = by }.WriteAsync()).Total
            : await new ScaleScenario(writes) { By = by }.WriteAsync(progress: new Told<long>(rows => tell(rows, false))), true);
        return true;
    }
}
