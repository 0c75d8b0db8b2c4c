using System.Diagnostics;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>The lines of docs/api.md, run as they stand.</summary>
public sealed class CurlTests
{
    [Fact]
    public async Task The_lines_of_the_document_do_what_they_say()
    {
        await using var server = new DashboardServer();
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GATEHOUSE"] = server.Address.ToString().TrimEnd('/');
        start.Environment["TOKEN"] = await server.TokenAsync(Role.Admin);
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync("set -eo pipefail\n" + await LinesAsync());
        bash.StandardInput.Close();
        var error = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.True(bash.ExitCode == 0, $"{output}\n{await error}");
        Assert.Contains("\"oauth_tokens\":2", output, StringComparison.Ordinal);
        Assert.Contains("\nTrue\n", output, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"stale_plan\"", output, StringComparison.Ordinal);
        Assert.Contains("tickets altered", output, StringComparison.Ordinal);
        Assert.EndsWith("\nTrue\n", output.TrimEnd() + "\n", StringComparison.Ordinal);

        using var api = await server.CallerAsync();
        var changes = (await api.SendAsync("GET", "/api/changes")).Json;
        Assert.Equal(["undo", "bulk", "sharing", "allowlist", "allowlist", "allowlist"], changes.GetProperty("items").EnumerateArray().Select(change => change.Text("edit_kind")));
        Assert.Equal("OPS-12", changes.GetProperty("items")[1].Text("reason"));
    }

    private static async Task<string> LinesAsync()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "api.md")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the repository.");
        return (await File.ReadAllTextAsync(Path.Combine(folder, "docs", "api.md"))).Split("```bash\n")[1].Split("```")[0];
    }
}
