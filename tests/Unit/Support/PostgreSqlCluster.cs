using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Gatehouse.Tests.Unit.Support.PostgreSqlCluster))]

namespace Gatehouse.Tests.Unit.Support;

/// <summary>A PostgreSQL server of this test run's own: made when first asked for, on a socket in a folder of its own, gone at the end.</summary>
public sealed class PostgreSqlCluster : IDisposable
{
    private readonly Lazy<string?> started;
    private DirectoryInfo? folder;

    public PostgreSqlCluster() => started = new(Start);

    /// <summary>Why there is none; null: there is one.</summary>
    public string? WhyNot => started.Value;

    private string Data => Path.Combine(folder!.FullName, "data");

    /// <summary>A new, empty database, as a connection string.</summary>
    public string NewDatabase()
    {
        var name = Ids.New("db").Replace('-', '_');
        using var connection = new Npgsql.NpgsqlConnection(To("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return To(name);
    }

    public void Dispose()
    {
        if (folder is null)
            return;
        Run("pg_ctl", "stop", "-s", "-D", Data, "-m", "immediate");
        folder.Delete(recursive: true);
    }

    private string To(string database) => $"Host={folder!.FullName};Username=postgres;Database={database};Pooling=false";

    private string? Start()
    {
        if (Programs() is null)
            return "PostgreSQL is not installed: apt-get install postgresql.";
        folder = Directory.CreateTempSubdirectory("gatehouse-pg-");
        if (Environment.UserName == "root" && Run("chown", "postgres", folder.FullName) is { } refused)
            return refused;
        return Run("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
            ?? Run("pg_ctl", "start", "-s", "-w", "-D", Data, "-l", Path.Combine(folder.FullName, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories='{folder.FullName}' -c fsync=off");
    }

    /// <summary>The newest installed version.</summary>
    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
            : null;

    /// <summary>Runs a program as the user that PostgreSQL wants; null, or what it complained about.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        var isOwn = program == "chown";
        var path = isOwn ? program : Path.Combine(Programs()!, program);
        var start = Environment.UserName == "root" && !isOwn
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        // A server inherits what is redirected and keeps it open.
        start.RedirectStandardError = start.RedirectStandardOutput = program != "pg_ctl";
        using var process = Process.Start(start)!;
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : null;
        var errors = start.RedirectStandardError ? process.StandardError.ReadToEnd() : "";
        output?.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"PostgreSQL could not be started: {program} ended with {process.ExitCode}. {errors}";
    }
}
