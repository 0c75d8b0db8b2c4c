using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Data;
using Gatehouse.Tests.E2E.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>
/// Every route of the API with random bodies, ids and parameters: no 5xx, no secret and no stack in an answer, and a refused request changes
/// nothing. GATEHOUSE_FUZZ is the number of requests, GATEHOUSE_SEED repeats a run that failed.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Canary = "canary-of-a-secret";

    [Fact]
    public async Task Whatever_is_asked_is_answered_and_what_is_refused_changes_nothing()
    {
        var requests = Number("GATEHOUSE_FUZZ", 1_500);
        var seed = Number("GATEHOUSE_SEED", RandomNumberGenerator.GetInt32(int.MaxValue));
        output.WriteLine($"{requests} requests from seed {seed}");
        await using var server = new DashboardServer(("Guardrail:Share", "1"), ("Logging:LogLevel:Default", "None"));
        await server.ImportAsync(Office.Company.Replace("\"one\"", $"\"{Canary}\"", StringComparison.Ordinal));
        using var api = await server.CallerAsync(Role.Admin);
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !route.RoutePattern.RawText.StartsWith("/api/docs", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Path: route.RoutePattern.RawText!))).Order().ToArray();
        Assert.True(routes.Length > 25, "The routes must be found.");
        var random = new Random(seed);
        var before = await StateAsync(server);
        var statuses = new SortedDictionary<int, int>();
        for (var number = 0; number < requests; number++)
        {
            var (method, path) = routes[random.Next(routes.Length)];
            var body = method is "GET" or "DELETE" ? null : FuzzBody.Of(path, random);
            var asked = $"{method} {FuzzBody.Path(path, random)}";
            using var request = new HttpRequestMessage(new HttpMethod(method), asked.Split(' ', 2)[1]);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, random.Next(50) == 0 ? "text/plain" : "application/json");
            if (random.Next(10) == 0)
                request.Headers.TryAddWithoutValidation("X-Plan-Fingerprint", random.Next(2) == 0 ? "odd" : new string('a', 64));
            using var answer = await api.SendAsync(request);
            var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var told = $"request {number} of seed {seed}: {asked}\n{body}\n{status} {text[..Math.Min(text.Length, 2000)]}";

            Assert.True(status < 500, told);
            Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
            Assert.False(text.Contains("   at ", StringComparison.Ordinal) || text.Contains("SELECT ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal), told);
            if (status >= 400)
                Assert.True(text.Length > 0 && (JsonDocument.Parse(text).RootElement.TryGetProperty("code", out _) || path.EndsWith("/import", StringComparison.Ordinal)), told);
            var after = status >= 400 || method != "GET" ? await StateAsync(server) : before;
            if (status >= 400 || asked.Contains("dry_run=true", StringComparison.Ordinal))
                Assert.True(before == after, told);
            before = after;
        }
        output.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(statuses.ContainsKey(200) && statuses.ContainsKey(400) && statuses.ContainsKey(404), "Some requests must be right and some wrong, or the test says nothing.");
    }

    /// <summary>Every way in of the program, pages, forms, files, the circuit and the API, with what no honest program sends, as an admin by token, by cookie, and as nobody.</summary>
    [Fact]
    public async Task Whatever_is_sent_to_whatever_door_is_no_failure_of_ours_and_what_is_refused_changes_nothing()
    {
        var requests = Number("GATEHOUSE_FUZZ", 1_500);
        var seed = Number("GATEHOUSE_SEED", RandomNumberGenerator.GetInt32(int.MaxValue));
        output.WriteLine($"{requests} requests from seed {seed}");
        await using var server = new DashboardServer(
            ("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password), ("Guardrail:Share", "1"), ("Logging:Console:LogLevel:Default", "None"));
        await server.ImportAsync(Office.Company.Replace("\"one\"", $"\"{Canary}\"", StringComparison.Ordinal));
        using var program = await server.CallerAsync(Role.Admin);
        using var browser = server.NewClient();
        using (var signedIn = await browser.SignInAsync(DashboardServer.UserName, DashboardServer.Password))
            Assert.Equal("/", signedIn.Headers.Location!.OriginalString);
        using var nobody = server.NewClient();
        var doors = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.Metadata.Any(fact => fact.GetType().Name == "StaticAssetDescriptor") && !endpoint.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(method => (Method: method, Path: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))).Distinct().Order().ToArray();
        Assert.True(doors.Length > 90 && doors.Any(door => door.Path.StartsWith("/_blazor/negotiate", StringComparison.Ordinal)), "The doors must be found.");
        server.Log.Clear();
        var random = new Random(seed);
        var before = await StateAsync(server);
        var statuses = new SortedDictionary<int, int>();
        var found = new List<string>();
        for (var number = 0; number < requests; number++)
        {
            var (method, path) = doors[random.Next(doors.Length)];
            using var request = HostileRequest.Of(method, path, random);
            var caller = random.Next(3) switch { 0 => program, 1 => browser, _ => nobody };
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var answer = await caller.SendAsync(request, patience.Token);
            var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(patience.Token));
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var sent = request.Content is null ? "" : $"{request.Content.Headers}{Convert.ToHexString(await request.Content.ReadAsByteArrayAsync())}";
            var told = $"request {number} of seed {seed}: {request.Method} {request.RequestUri}\n{request.Headers}{sent}\n{status} {text[..Math.Min(text.Length, 500)]}";

            Found(status >= 500, "a failure of ours");
            Found(text.Contains(Canary, StringComparison.Ordinal) || text.Contains("   at Gatehouse", StringComparison.Ordinal) || text.Contains("   at Microsoft", StringComparison.Ordinal), "a secret or a stack in the answer");
            Found(server.Log.Stacks.Any(), string.Join('\n', server.Log.Stacks.Select(line => $"{line.Text} {line.Stack}")));
            server.Log.Clear();
            if (status >= 400 || request.Method != HttpMethod.Get)
            {
                var after = await StateAsync(server);
                Found(status >= 400 && before != after, "refused, and yet something was written");
                before = after;
            }
            Assert.True(found.Count < 20, string.Join("\n\n", found));

            void Found(bool isWrong, string what)
            {
                if (isWrong)
                    found.Add($"{told}\n{what}");
            }
        }
        Assert.True(found.Count == 0, string.Join("\n\n", found));
        output.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(statuses.ContainsKey(200) && statuses.ContainsKey(400) && statuses.ContainsKey(404) && statuses.ContainsKey(415), "Some requests must be right and some wrong, or the test says nothing.");
    }

    /// <summary>A checksum of every table; of tokens only what they are, since when each was used is written at any request.</summary>
    private static async Task<string> StateAsync(DashboardServer server)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of our own tables
            command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
            using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var column = 0; column < reader.FieldCount; column++)
                    hash.AppendData(Encoding.UTF8.GetBytes(reader.IsDBNull(column) ? "-" : reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static readonly string[] Tables =
    [
        "virtual_keys", "mcp_clients", "grants", "access_profiles", "profile_grants", "profile_assignments", "users", "groups", "group_members", "oauth_tokens", "oauth_token_secrets",
        "header_credentials", "header_credential_secrets", "header_name_sets", "oauth_flows", "header_flows", "mcp_sessions", "changes", "changed_grants", "changed_objects",
        "changed_credentials", "deleted_objects",
    ];

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
