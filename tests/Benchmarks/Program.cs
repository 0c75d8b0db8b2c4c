using System.Globalization;
using Gatehouse.Tests.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- --factor 0.1 --runs 5]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var factor = Option("--factor", 1.0);
var runs = (int)Option("--runs", 5);

// A small world first: what is measured is compiled then.
using (var small = await World.MakeAsync(0.03))
    await AllowlistCases.RunAsync(small, 2, "warm-up");
var table = new Table();
if (args.Contains("--search"))
{
    using var names = await World.MakeAsync(0.03);
    table.Add(await SearchCases.RunAsync(names, runs));
    Machine();
    table.Print(Console.Out);
    return;
}
using var world = await World.MakeAsync(factor);
if (args.Contains("--reads"))
{
    table.Add(await ReadCases.RunAsync(world, runs));
    table.Print(Console.Out);
    return;
}
if (args.Contains("--credentials"))
{
    table.Add(await CredentialCases.RunAsync(world, runs));
    table.Print(Console.Out);
    return;
}
if (args.Contains("--access"))
{
    table.Add(await AccessCases.RunAsync(world, runs));
    table.Print(Console.Out);
    return;
}
if (args.Contains("--wide"))
{
    table.Add(await WideCases.RunAsync(world, runs));
    table.Print(Console.Out);
    return;
}
if (args.Contains("--assign"))
{
    table.Add(await AssignCases.RunAsync(world, runs));
    table.Print(Console.Out);
    return;
}
table.Add(await AllowlistCases.RunAsync(world, runs, "allowlist of one key"));
table.Add(await ReadCases.RunAsync(world, runs));
table.Add(await CredentialCases.RunAsync(world, runs));
table.Add(await WideCases.RunAsync(world, runs));
table.Add(await AssignCases.RunAsync(world, runs));
table.Add(await AccessCases.RunAsync(world, runs));
if (factor >= 1)
{
    using var tenth = await World.MakeAsync(factor / 10);
    table.Add(AllowlistCases.Growth(await AllowlistCases.RunAsync(tenth, runs, "the same at a tenth"), table));
}
Console.WriteLine();
Console.WriteLine($"World: {world.Rows:N0} rows in {world.Took.TotalSeconds:0.0} s, peak {Environment.WorkingSet / 1048576:N0} MB now.");
Machine();
table.Print(Console.Out);

void Machine()
{
    Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, SQLite {World.SqliteVersion}; medians of {runs} runs, milliseconds.");
    Console.WriteLine();
}

double Option(string name, double otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : double.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
