using System.Text.Json;
using Gatehouse.Data.Access;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// The cases of the grant check by the reference's ids, asked of the runtime check. Its virtual MCPs are access profiles here: both name
/// clients with tools for the keys that have them.
/// </summary>
public sealed class GrantConformanceTests : IDisposable
{
    private readonly TestDatabase database = new();

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "GR-01", "M; vk1=M", "*", "direct" },
        { "GR-02", "M; vk1=M(a+b)", "a,b", "direct" },
        { "GR-03", "M*; vk1=M!", "", "" },
        { "GR-04", "M*; vk1=", "*", "all_keys" },
        { "GR-05", "M; vk1=", "", "" },
        { "GR-06", "M; vk1=M(a); p1[vk1]=M(b)", "a,b", "direct,profile" },
        { "GR-07x", "M*; vk1=; p1[vk1]=M!", "", "" },
        { "GR-07x beside a grant", "M; vk1=M(a); p1[vk1]=M!", "a", "direct" },
        { "GR-08", "M*; vk1=; p1-[vk1]=M(a)", "*", "all_keys" },
        { "GR-09", "M*; vk1=; p1[vk1]=M(a)", "a", "profile" },
        { "GR-09 through the owner", "M*; vk1[u1]=; p1[u1]=M(a)", "a", "profile" },
        { "GR-09 through another's profile", "M*; vk1[u1]= vk2[u2]=; p1[u2]=M(a)", "*", "all_keys" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_of_the_reference_holds(string id, string given, string tools, string via)
    {
        Company.Parse(given).Load(database);
        using var check = new AccessCheck(database, TimeProvider.System);

        var answer = check.Ask(new("c1", "vk1"));

        Assert.Equal((id, tools, via), (id, string.Join(',', answer.Tools.Names), string.Join(',', answer.Via.Select(source => JsonNamingPolicy.SnakeCaseLower.ConvertName(source.Kind.ToString())))));
        Assert.Equal(tools.Length > 0, answer.Covered);
    }

    public void Dispose() => database.Dispose();
}
