using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Doors;
using Gatehouse.Dashboard.Starting;
using Microsoft.Extensions.Configuration;

namespace Gatehouse.Tests.Unit.Starting;

/// <summary>Where the server listens, under which names it answers, and how many connections it takes.</summary>
public sealed class ListeningTests
{
    [Theory]
    [InlineData("http://localhost:5080", null, null)]
    [InlineData("http://*:5080", "https://gate.example", null)]
    [InlineData("http://*:5080", null, "PublicUrl is empty")]
    [InlineData("http://0.0.0.0:5080", "", "PublicUrl is empty")]
    [InlineData("http://localhost:5080", "gate.example", "PublicUrl is \"gate.example\"")]
    [InlineData("http://localhost:5080", "https://gate.example/gatehouse", "PublicUrl is")]
    [InlineData("http://localhost:5080", "ftp://gate.example", "PublicUrl is")]
    [InlineData("http://localhots:5080", null, "Urls has \"http://localhots:5080\"")]
    public void A_server_that_others_reach_knows_the_address_they_open(string urls, string? known, string? refused)
    {
        var configuration = Settings(("Urls", urls), ("PublicUrl", known));
        if (refused is null)
            Listening.Check(configuration);
        else
            Assert.Contains(refused, Assert.Throws<SettingException>(() => Listening.Check(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_answers_to_loopback_to_its_public_name_and_to_the_addresses_it_listens_on()
    {
        Assert.Equal(["localhost", "127.0.0.1", "[::1]"], AllowedHosts.Of(Settings(("Urls", "http://localhost:5080"))));
        Assert.Equal(["localhost", "127.0.0.1", "[::1]", "gate.example", "10.1.2.3"], AllowedHosts.Of(Settings(("Urls", "http://10.1.2.3:80"), ("PublicUrl", "https://gate.example:8443"))));
        Assert.Contains("127.0.0.1", AllowedHosts.Of(Settings(("Urls", "http://*:80"))).Skip(3));
    }

    [Theory]
    [InlineData(0, 256, 1024, 360, 204)]
    [InlineData(0, 256, 450, 360, 10)]
    [InlineData(0, 100, 600, 300, 100)]
    [InlineData(0, 256, 1_048_576, 360, 10_000)]
    [InlineData(77, 256, 450, 360, 77)]
    public void Connections_leave_handles_for_files_and_the_database(int set, int kept, int handles, int open, int expected) =>
        Assert.Equal(expected, ServerLimits.Connections(new DashboardOptions.LimitSettings { Connections = set, Handles = kept }, handles, open));

    private static IConfiguration Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();
}
