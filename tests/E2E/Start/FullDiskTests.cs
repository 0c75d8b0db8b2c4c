using System.Diagnostics;
using System.Net;
using System.Text;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>A disk that is really full: nothing fails without a reason, nothing is half written, and with room again all goes on.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-full-");
    private readonly DirectoryInfo disk;
    private readonly bool isMounted;

    public FullDiskTests()
    {
        disk = folder.CreateSubdirectory("disk");
        isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.FullName) == 0;
    }

    public void Dispose()
    {
        if (isMounted)
            Run("umount", "--lazy", disk.FullName);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_full_disk_is_told_on_the_API_the_pages_and_readiness_and_room_ends_it()
    {
        Assert.SkipUnless(isMounted, "Needs the right to mount a small disk.");
        var (database, filler) = (Path.Combine(disk.FullName, "gatehouse.db"), Path.Combine(disk.FullName, "filler"));
        await using var program = new StartedProgram(folder.FullName, database, "--Admin:UserName=mara.holt", "--Admin:Password=correct-horse-battery");
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));
        string token;
        await using (var command = new StartedProgram(folder.FullName, database, "token", "create", "--name=full", "--role=admin"))
        {
            Assert.Equal(0, await command.EndedAsync());
            token = command.Lines.Single(line => line.StartsWith("gh_", StringComparison.Ordinal));
        }
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await MakeAsync(http, "before")).Status);

        Fill(filler);
        // What the log has room for is still written.
        var made = new List<string> { "before" };
        var (status, answer) = await MakeAsync(http, "full-0");
        for (var next = 1; status == HttpStatusCode.OK && next < 1_000; next++)
        {
            made.Add($"full-{next - 1}");
            (status, answer) = await MakeAsync(http, $"full-{next}");
        }
        Assert.Equal(HttpStatusCode.InsufficientStorage, status);
        Assert.Contains("storage_full", answer, StringComparison.Ordinal);
        Assert.Contains("The disk is full. Nothing was written.", answer, StringComparison.Ordinal);
        Assert.Equal("not ready: storage_full", await (await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var page = "";
        for (var tried = 0; page.Length == 0 && tried < 1_000; tried++)
            page = await SignInAsync(program.Address);
        Assert.Contains("The disk is full. Nothing was written. Make room, then try again.", page, StringComparison.Ordinal);

        File.Delete(filler);
        Assert.Equal(HttpStatusCode.OK, (await MakeAsync(http, "after")).Status);
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));
        Assert.Equal([.. made, "after"], Names(database));
    }

    private static List<string> Names(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM virtual_keys ORDER BY id";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<(HttpStatusCode Status, string Text)> MakeAsync(HttpClient http, string name)
    {
        using var body = new StringContent($$"""{"name": "{{name}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/api/governance/virtual-keys", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What the page says to somebody who signs in, which is a small write; nothing when there was room for it.</summary>
    private static async Task<string> SignInAsync(Uri address)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        using var answer = await browser.SignInAsync("mara.holt", "correct-horse-battery");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static void Fill(string filler)
    {
        using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
