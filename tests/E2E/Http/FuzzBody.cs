using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Random addresses and bodies: some right, most a little wrong, some wild.</summary>
internal static partial class FuzzBody
{
    private static readonly string[] Ids = ["ana", "bo", "cy", "support", "field", "crm", "wiki", "ana-laptop", "bo-laptop", "cy-laptop", "support-bot", "desk", "t1", "t3", "1", "2", "none"];
    private static readonly string[] Odd = ["", " ", "0", "-1", "9223372036854775807", "1e400", "%", "'; DROP TABLE grants; --", "\u0000", "é漢", "null", "../../etc", "a,b", "true", new('x', 600)];
    private static readonly string[] Parameters =
    [
        "limit", "offset", "cursor", "search", "q", "state", "status", "kind", "auth_mode", "auth_type", "sort_by", "order", "owner", "mcp_client_id", "virtual_key_id", "user_id",
        "origin", "transition", "identity", "is_active", "active", "disabled", "denied", "dry_run", "on_error", "actor", "group_id", "profile_id", "colour",
    ];
    private static readonly string[] Kinds =
    [
        "allowlist", "sharing", "bulk", "header_keys", "delete_virtual_key", "delete_mcp_client", "delete_user", "profile", "delete_profile", "group_members", "delete_group", "owner", "repair",
        "undo", "revoke", "purge", "moon",
    ];
    private static readonly string[] Fields =
    [
        "name", "description", "is_active", "expires_at", "owner_user_id", "owner_group_id", "mcp_configs", "connection_type", "connection_string", "client_id", "auth_type",
        "allow_on_all_virtual_keys", "disabled", "per_user_header_keys", "headers", "ca_cert_pem", "insecure_skip_verify", "vk_configs", "add", "remove", "set", "grants", "assigned", "fingerprint",
        "reason", "cursor", "limit", "search", "kind", "transition", "mcp_client_id", "virtual_key_id", "user_id", "group_id", "profile_id", "change_id", "rows", "who", "grant", "revoke", "owned_by",
        "give", "take", "ids", "orphaned_before", "version", "users", "virtual_keys", "colour",
    ];

    public static string Path(string route, Random random)
    {
        // The web server itself refuses a NUL in a path, before any program of ours is asked.
        var path = Placeholder().Replace(route, _ => Uri.EscapeDataString(random.Next(4) == 0 ? One(Odd, random) is { Length: > 0 } odd and not "\0" ? odd : "x" : One(Ids, random)));
        var query = Enumerable.Range(0, random.Next(3) == 0 ? random.Next(1, 4) : 0)
            .Select(_ => $"{One(Parameters, random)}={Uri.EscapeDataString(random.Next(2) == 0 ? One(Odd, random) : One(Ids, random))}");
        var dry = random.Next(4) == 0 ? ["dry_run=true"] : Array.Empty<string>();
        return string.Join('?', new[] { path, string.Join('&', query.Concat(dry)) }.Where(part => part.Length > 0));
    }

    public static string Of(string route, Random random)
    {
        if (random.Next(30) == 0)
            return One(["", "null", "[]", "{", "7", "\"text\"", "{\"name\": \"\\ud800\"}", "{\"a\": " + new string('[', 100), "\ufeff{}"], random);
        var body = new Dictionary<string, object?>();
        if (route.Contains("plans", StringComparison.Ordinal) || route.EndsWith("/changes", StringComparison.Ordinal))
            body["edit"] = random.Next(15) == 0 ? Value(random, 2) : Edit(random);
        else
            foreach (var field in Right(route, random))
                body[field.Name] = field.Value;
        for (var more = random.Next(3); more > 0 && random.Next(2) == 0; more--)
            body[One(Fields, random)] = Value(random, 3);
        return JsonSerializer.Serialize(body);
    }

    private static IEnumerable<(string Name, object? Value)> Right(string route, Random random)
    {
        if (random.Next(3) > 0)
            yield return ("name", $"name-{random.Next(50)}");
        if (route.Contains("virtual-keys", StringComparison.Ordinal))
        {
            if (random.Next(2) == 0)
                yield return ("mcp_configs", Grants("mcp_client_id", random));
            if (random.Next(4) == 0)
                yield return ("owner_user_id", One(Ids, random));
        }
        if (route.EndsWith("/client", StringComparison.Ordinal))
        {
            yield return ("connection_type", "http");
            yield return ("connection_string", "https://fuzz.example");
            yield return ("auth_type", One(["per_user_oauth", "per_user_headers", "none"], random));
            yield return ("per_user_header_keys", new[] { "x-a" });
        }
        if (route.Contains("/mcp/client/", StringComparison.Ordinal) && random.Next(2) == 0)
            yield return (route.EndsWith("sharing", StringComparison.Ordinal) ? "add" : "vk_configs", Grants("virtual_key_id", random));
        if (route.Contains("profiles", StringComparison.Ordinal))
        {
            yield return ("grants", Grants("mcp_client_id", random));
            yield return ("assigned", new Dictionary<string, object> { ["users"] = new[] { One(Ids, random) } });
        }
    }

    private static Dictionary<string, object?> Edit(Random random)
    {
        var edit = new Dictionary<string, object?>
        {
            ["virtual_key_id"] = One(["ana-laptop", "support-bot", "none"], random),
            ["mcp_client_id"] = One(["crm", "wiki", "none"], random),
            ["user_id"] = One(["ana", "bo", "none"], random),
            ["group_id"] = One(["support", "field", "none"], random),
            ["profile_id"] = One(["desk", "none"], random),
            ["change_id"] = random.Next(30),
            ["kind"] = One(Kinds, random),
        };
        string[] wanted = (string)edit["kind"]! switch
        {
            "allowlist" or "delete_virtual_key" => ["virtual_key_id"],
            "sharing" or "header_keys" or "delete_mcp_client" => ["mcp_client_id"],
            "delete_user" => ["user_id"],
            "profile" or "delete_profile" => ["profile_id"],
            "group_members" or "delete_group" => ["group_id"],
            "owner" => ["virtual_key_id", "user_id"],
            "undo" => ["change_id"],
            _ => [],
        };
        // What is deleted is gone for the rest of the run: seldom.
        if (((string)edit["kind"]!).StartsWith("delete", StringComparison.Ordinal) && random.Next(20) > 0)
            edit["kind"] = "repair";
        foreach (var other in edit.Keys.Where(name => name != "kind" && !wanted.Contains(name) && random.Next(40) > 0).ToArray())
            edit.Remove(other);
        if ((string)edit["kind"]! is "allowlist" or "profile")
            edit[One(["add", "set"], random)] = Grants("mcp_client_id", random);
        if ((string)edit["kind"]! is "sharing")
            edit[One(["add", "set"], random)] = Grants("virtual_key_id", random);
        if ((string)edit["kind"]! is "group_members")
            edit[One(["add", "remove"], random)] = new[] { One(Ids, random) };
        if ((string)edit["kind"]! is "revoke")
            edit["ids"] = new[] { One(["t1", "t5", "none"], random) };
        for (var more = random.Next(3); more > 0 && random.Next(3) == 0; more--)
            edit[One(Fields, random)] = Value(random, 3);
        return edit;
    }

    private static object[] Grants(string named, Random random) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Dictionary<string, object?> { [named] = One(Ids, random), ["tools_to_execute"] = One<object>([new[] { "*" }, new[] { "read" }, Array.Empty<string>(), new[] { "*", "read" }, 7], random) })];

    private static object? Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(-2, 200),
        2 => random.Next(2) == 0,
        3 => One(Odd, random),
        4 => One(Ids, random),
        5 => random.NextDouble() * 1e18,
        6 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)).ToArray(),
        7 => Grants("mcp_client_id", random),
        _ => Enumerable.Range(0, random.Next(3)).Select(_ => One(Fields, random)).Distinct().ToDictionary(name => name, _ => Value(random, depth - 1)),
    };

    private static T One<T>(T[] of, Random random) => of[random.Next(of.Length)];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
