using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>The program as a process of its own, started from any folder.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    public StartedProgram(string folder, string database, params string[] settings) : this(folder, database, null, null, settings)
    {
    }

    /// <param name="folder">Where it is started, and its key ring lies.</param>
    /// <param name="database">The file.</param>
    /// <param name="handles">How many files and connections the system lets it have open; null: as many as this process.</param>
    /// <param name="environment">Name of the environment; null: none.</param>
    /// <param name="settings">A command and settings.</param>
    public StartedProgram(string folder, string database, int? handles, string? environment, params string[] settings) : this(folder, database, handles, environment, FreePort(), settings)
    {
    }

    /// <param name="folder">Where it is started, and its key ring lies.</param>
    /// <param name="database">The file.</param>
    /// <param name="handles">How many files and connections the system lets it have open; null: as many as this process.</param>
    /// <param name="environment">Name of the environment; null: none.</param>
    /// <param name="port">Where it listens: one that comes back is where the one before was.</param>
    /// <param name="settings">A command and settings.</param>
    public StartedProgram(string folder, string database, int? handles, string? environment, int port, params string[] settings)
    {
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        string[] call =
        [
                Path.Combine(AppContext.BaseDirectory, "Gatehouse.Dashboard.dll"), .. settings.Where(setting => !setting.StartsWith('-')), $"--Database:ConnectionString=Data Source={database}",
                $"--Secrets:KeyRing={Path.Combine(folder, "keys")}", .. settings.Any(setting => setting.StartsWith("--Urls", StringComparison.Ordinal)) ? Array.Empty<string>() : [$"--Urls={Address.OriginalString}"], .. settings.Where(setting => setting.StartsWith('-')),
        ];
        process = new Process
        {
            StartInfo = new ProcessStartInfo(handles is null ? "dotnet" : "sh", handles is null ? call : ["-c", FormattableString.Invariant($"ulimit -n {handles}; exec dotnet \"$@\""), "sh", .. call])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        if (environment is not null)
            process.StartInfo.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool HasEnded => process.HasExited;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    /// <summary>Waits until it serves; false: it ended before.</summary>
    public Task<bool> ServesAsync() => AnswersAsync(new Uri(Address, "/health/ready"));

    /// <summary>Waits until it says yes to a question about its health; false: it ended before.</summary>
    public async Task<bool> AnswersAsync(Uri question)
    {
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            try
            {
                if ((await http.GetAsync(question)).StatusCode == HttpStatusCode.OK)
                    return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }
        return false;
    }

    /// <summary>Waits for an answer that is hoped for; the last one when it does not come.</summary>
    public async Task<string> SaysAsync(string path, Func<string, bool> isHoped)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            if (isHoped(text) || Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
                return text;
        }
    }

    /// <summary>Waits until it ends by itself; its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>SIGKILL, so long after now.</summary>
    public async Task KillAsync(TimeSpan after)
    {
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after));
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
            lock (lines)
                lines.Add(line);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
