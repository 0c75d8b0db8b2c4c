namespace Gatehouse.Dashboard.Commands;

internal sealed class MigrateCommand : Command
{
    public override string Name => "migrate";

    public override string Summary => "bring the database's schema up to date";

    public override string Help => """
        migrate

        Brings the schema of the database up to date and ends. The server does the same at start. A database of a newer version is refused.
        """;

    public override async Task<int> RunAsync(Arguments arguments, IServiceProvider services)
    {
        await services.PrepareAsync();
        Console.WriteLine("The schema is up to date.");
        return 0;
    }
}
