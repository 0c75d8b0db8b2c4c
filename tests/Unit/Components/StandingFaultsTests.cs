using Bunit;
using Gatehouse.Dashboard.Components.People;
using Gatehouse.Dashboard.Components.Profiles;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>What an import brought and no edit would take stands on the object's own page.</summary>
public sealed class StandingFaultsTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public StandingFaultsTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Settings_of_a_key_a_profile_a_user_and_a_group_say_what_no_edit_would_accept()
    {
        var (profile, group, user, key) = (Some.Profile(1), Some.Group(1), Some.User(1, "A\u200Bna"), Some.VirtualKey(1, "ci\u202Ebot"));
        (profile.Name, group.DisplayName, user.UserName, key.Description) = ("Sup\tport", "Da\u200Bta", "ana\u00AD", new string('d', 6_000));
        database.Add(profile, group, user, key, Some.McpClient(1), Some.Grant(1, 1, ToolList.Of(["re\u200Bad"])), new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.Of(["wri\u200Bte"]) });
        Says(Render<SettingsTab, VirtualKeyDetail>(nameof(SettingsTab.Key), await Read<VirtualKeyQueries>().DetailAsync("vk1", Now)), "The name of the key holds U+202E", "The description is longer", "In the grant of client_1: A tool name holds U+200B");
        Says(Render<ProfileSettingsTab, ProfileDetail>(nameof(ProfileSettingsTab.Profile), await Read<ProfileQueries>().DetailAsync("p1", Now)), "The name of the access profile holds U+0009 (a tab)", "In the grant of client_1: A tool name holds U+200B");
        Says(Render<UserSettingsTab, UserDetail>(nameof(UserSettingsTab.User), await Read<PeopleQueries>().DetailAsync("u1", Now)), "The name of the user holds U+200B", "The user name holds U+00AD");
        Says(Render<GroupSettingsTab, GroupDetail>(nameof(GroupSettingsTab.Group), await Read<GroupQueries>().DetailAsync("g1", Now)), "The name of the group holds U+200B");
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_wrong()
    {
        database.Add(Some.VirtualKey(1, "ci-bot"));
        Assert.Empty(Render<SettingsTab, VirtualKeyDetail>(nameof(SettingsTab.Key), await Read<VirtualKeyQueries>().DetailAsync("vk1", Now)).FindAll("#standing-faults"));
    }

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private T Read<T>() where T : notnull => context.Services.GetRequiredService<T>();

    private IRenderedComponent<TTab> Render<TTab, TShown>(string parameter, TShown? shown) where TTab : IComponent =>
        context.Render<TTab>(of => of.TryAdd(parameter, Assert.IsType<TShown>(shown)));

    private static void Says<TTab>(IRenderedComponent<TTab> tab, params string[] begin) where TTab : IComponent =>
        Assert.Equal(begin, tab.FindAll("#standing-faults li").Select((fault, at) => fault.TextContent[..Math.Min(fault.TextContent.Length, begin[Math.Min(at, begin.Length - 1)].Length)]));
}
