using Gatehouse.Data.Import;

namespace Gatehouse.Data.Samples;

/// <summary>The forty people of the demo company and their teams.</summary>
internal static class DemoPeople
{
    private static readonly string[] Names =
    [
        "Ana Ortiz", "David Cohen", "Elif Demir", "Ifeoma Nwosu", "Priya Raman", "Samuel Okafor", "Jonas Weber", "Kai Nakamura", "Lena Fischer",
        "Mei Tanaka", "Noah Brandt", "Omar Haddad", "Sofia Rossi", "Tomás Vidal", "Aisha Bello", "Björn Lindqvist", "Chloé Martin", "Dmitri Sokolov",
        "Esther Mwangi", "Farid Rahimi", "Grace Kim", "Hugo Silva", "Ines Duarte", "Jakub Nowak", "Katarína Horváth", "Liam O'Brien", "Mara Holt",
        "Nadia Petrova", "Oskar Berg", "Paula Moreno", "Quentin Dubois", "Ravi Menon", "Sara Lindholm", "Thabo Dlamini", "Ulrike Braun",
        "Valentina Greco", "Wei Zhang", "Ximena Flores", "Yusuf Aydin", "Zoë van Dijk",
    ];

    /// <summary>Each team with the places of its members among the names.</summary>
    private static readonly (string Id, string Name, Range Members)[] Teams =
    [
        ("g-support", "Support", ..9), ("g-data", "Data", 9..15), ("g-platform", "Platform", 14..22), ("g-design", "Design", 22..26),
        ("g-finance", "Finance", 26..30), ("g-sales", "Sales", 29..35), ("g-security", "Security", 35..40),
    ];

    public static IReadOnlyList<UserRow> Users { get; } = [.. Names.Select(name => new UserRow(
        Id: "u-" + Slug(name), UserName: $"{Slug(name)}@acme.example", DisplayName: name, Active: name != "Quentin Dubois"))];

    public static IReadOnlyList<GroupRow> Groups { get; } = [.. Teams.Select(team => new GroupRow(
        Id: team.Id, DisplayName: team.Name, Members: [.. Users.Take(team.Members).Select(user => user.Id!)]))];

    public static IReadOnlyList<string> MembersOf(string group) => Groups.Single(team => team.Id == group).Members!;

    /// <summary>"Tomás Vidal" → "tomas.vidal".</summary>
    private static string Slug(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormD)
        .Where(letter => char.IsAsciiLetter(letter) || letter == ' ')).ToLowerInvariant().Replace(' ', '.');
}
