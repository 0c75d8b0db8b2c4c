using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Tests.Unit.Security;

/// <summary>Every write that a page has goes through the one table.</summary>
public sealed class PermissionTests
{
    [Fact]
    public void Every_kind_of_edit_a_page_makes_takes_the_role_that_is_said_here()
    {
        var edits = typeof(Program).Assembly.GetTypes().Where(typeof(IComponent).IsAssignableFrom).SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(InjectAttribute), true) && property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Permitted<>))
            .Select(property => property.PropertyType.GetGenericArguments()[0]).Distinct();
        var expected = new Dictionary<string, Role>
        {
            ["AdminEdits"] = Role.Admin,
            ["ApiTokenStore"] = Role.Admin,
            ["McpClientEdits"] = Role.Admin,
            ["PeopleEdits"] = Role.Admin,
            ["ProfileEdits"] = Role.Operator,
            ["SettingEdits"] = Role.Admin,
            ["SignInEdits"] = Role.Admin,
            ["VirtualKeyEdits"] = Role.Operator,
        };
        Assert.Equal(
            expected.Select(entry => $"{entry.Key}: {entry.Value}"),
            edits.Select(type => $"{type.Name}: {Permissions.Least[Permissions.Of(type)]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accounts_tokens_and_settings_ask_for_the_password_again_and_nothing_else_does() =>
        Assert.Equal(["accounts", "api-tokens", "settings"], Permissions.AskAgain.Order(StringComparer.Ordinal));

    [Fact]
    public void What_nobody_thought_of_is_an_admins() => Assert.Equal(Role.Admin, Permissions.Least[Permissions.Of(typeof(DashboardDbContext))]);
}
