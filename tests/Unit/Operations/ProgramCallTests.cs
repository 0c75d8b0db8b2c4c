using Gatehouse.Dashboard.Operations;

namespace Gatehouse.Tests.Unit.Operations;

public sealed class ProgramCallTests
{
    [Theory]
    [InlineData("/opt/gatehouse/Gatehouse.Dashboard", "/opt/gatehouse/", "/opt/gatehouse/Gatehouse.Dashboard sample demo")]
    [InlineData("/opt/my tools/Gatehouse.Dashboard", "/opt/my tools/", "\"/opt/my tools/Gatehouse.Dashboard\" sample demo")]
    [InlineData("/opt/gatehouse/Gatehouse.Dashboard.exe", "/opt/gatehouse/", "/opt/gatehouse/Gatehouse.Dashboard.exe sample demo")]
    [InlineData("/usr/bin/dotnet", "/opt/gatehouse/", "dotnet /opt/gatehouse/Gatehouse.Dashboard.dll sample demo")]
    [InlineData(null, "/opt/gatehouse/", "dotnet /opt/gatehouse/Gatehouse.Dashboard.dll sample demo")]
    public void The_program_is_called_as_it_was_started(string? process, string folder, string call) =>
        Assert.Equal(call, ProgramCall.Of(process, folder, "sample demo"));

    [Fact]
    public void The_program_that_runs_is_a_file_that_is_there()
    {
        var words = ProgramCall.Of("--help").Split(' ');
        Assert.True(File.Exists(words[^2]), words[^2]);
    }
}
