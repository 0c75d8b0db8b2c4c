using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Import;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Samples;

/// <summary>
/// 10,000 virtual keys × 200 MCP clients, a million credentials (half OAuth tokens, half header credentials) and 50,000 pending
/// flows, without secrets; deterministic, in one transaction, rows in the order of their clustering key.
/// </summary>
public sealed class ScaleScenario(Writes writes)
{
    private static readonly string[] Teams = ["payments", "search", "growth", "support", "platform", "data", "billing", "mobile", "risk", "logistics"];
    private static readonly string[] Roles = ["agent", "copilot", "notebook", "bot", "reviewer", "indexer"];
    private static readonly string[] Products = ["crm", "tickets", "repo", "wiki", "chat", "drive", "metrics", "billing", "design", "calendar"];

    /// <summary>Who loads it, for the record.</summary>
    public Actor By { get; init; } = Actor.Program;

    /// <param name="factor">1: the world of docs/performance.md; 10: ten times the keys, people, credentials and flows.</param>
    /// <param name="progress">Told the rows written, every 100,000.</param>
    /// <param name="cancellation">Until the end nothing is written for good.</param>
    /// <returns>Rows written.</returns>
    public async Task<long> WriteAsync(double factor = 1, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var result = await writes.RunAsync(By, Role.Admin, step =>
        {
            using var inserts = new Inserts(step);
            var run = new Run(ScaleWorld.Of(factor), inserts, step.Now, progress, cancellation);
            run.Policy();
            run.Credentials();
            run.Flows();
            step.Record(Sample.Loaded("scale", run.Rows));
            return Task.FromResult(Written.Kept(run.Rows));
        }, cancellation);
        return result is WriteResult<long>.Done done ? done.Value : throw new InvalidOperationException($"The scale sample was not written: {result}.");
    }

    private sealed class Run(ScaleWorld world, Inserts inserts, DateTimeOffset now, IProgress<long>? progress, CancellationToken cancellation)
    {
        private readonly DateTimeOffset made = now.AddDays(-400);
        private int tokens;
        private int headers;

        public long Rows { get; private set; }

        public void Policy()
        {
            Add("header_name_sets", ("id", 1), ("names", """["x-api-key"]"""));
            Add("header_name_sets", ("id", 2), ("names", "[]"));
            foreach (var client in Enumerable.Range(1, ScaleWorld.Clients))
                Add("mcp_clients",
                    ("id", client), ("client_id", $"mcp-{client:000}"), ("name", $"{Products[client % Products.Length]}-{client:000}"), ("connection_type", ConnectionType.Http),
                    ("connection_string", $"https://mcp-{client:000}.example/mcp"), ("auth_type", ScaleWorld.IsOAuth(client) ? AuthType.PerUserOAuth : AuthType.PerUserHeaders),
                    ("allow_on_all_virtual_keys", client <= ScaleWorld.AllKeysClients), ("disabled", false),
                    ("per_user_header_keys", ScaleWorld.IsOAuth(client) ? "[]" : """["x-api-key"]"""), ("tools", """["create","delete","list","read","search","update"]"""),
                    ("insecure_skip_verify", false), ("version", 0), ("created_at", made), ("updated_at", made));
            foreach (var user in Enumerable.Range(1, world.Users))
                Add("users", ("id", user), ("public_id", $"u{user}"), ("user_name", $"person.{user:00000}@acme.example"), ("display_name", $"Person {user:00000}"), ("active", true), ("created_at", made));
            foreach (var group in Enumerable.Range(1, world.Groups))
            {
                Add("groups", ("id", group), ("public_id", $"g{group}"), ("display_name", $"{Teams[group % Teams.Length].ToUpperInvariant()[0]}{Teams[group % Teams.Length][1..]} {group:000}"), ("created_at", made));
                foreach (var member in world.MembersOf(group).Order())
                    Add("group_members", ("group_id", group), ("user_id", member));
            }
            foreach (var key in Enumerable.Range(1, world.Keys))
                Key(key);
            foreach (var profile in Enumerable.Range(1, ScaleWorld.ProfileClients))
            {
                Add("access_profiles", ("id", profile), ("public_id", $"p{profile}"), ("name", $"Profile {profile:00}"), ("is_active", true), ("version", 0), ("created_at", made), ("updated_at", made));
                Add("profile_grants", ("profile_id", profile), ("mcp_client_id", ScaleWorld.Clients - ScaleWorld.ProfileClients + profile), ("tools", ToolList.All.Json));
            }
            foreach (var group in Enumerable.Range(1, world.Groups))
                Add("profile_assignments", ("profile_id", (group % ScaleWorld.ProfileClients) + 1), ("group_id", group));
        }

        public void Credentials()
        {
            foreach (var client in Enumerable.Range(1, ScaleWorld.Clients))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var key in Enumerable.Range(1, world.Keys))
                    if (ScaleWorld.KeyHolds(key, client) is (true, var isOrphaned))
                        Credential(client, IdentityKind.VirtualKey, key, isOrphaned);
                foreach (var user in Enumerable.Range(1, world.Users))
                    if (ScaleWorld.UserHolds(user, client))
                        Credential(client, IdentityKind.User, user, false);
            }
        }

        public void Flows()
        {
            var oauth = 0;
            foreach (var key in Enumerable.Range(1, world.Keys))
            {
                Flow("oauth_flows", ++oauth, 1, IdentityKind.VirtualKey, key);
                Flow("oauth_flows", ++oauth, 3 + (2 * (key % 29)), IdentityKind.VirtualKey, key);
            }
            foreach (var user in Enumerable.Range(1, world.Users))
                Flow("oauth_flows", ++oauth, user % 5 == 0 ? 1 : 3, IdentityKind.User, user);
            var header = 0;
            foreach (var key in Enumerable.Range(1, world.Keys))
            {
                Flow("header_flows", ++header, 2, IdentityKind.VirtualKey, key);
                Flow("header_flows", ++header, 4, IdentityKind.VirtualKey, key);
            }
            foreach (var user in Enumerable.Range(1, world.Users))
                Flow("header_flows", ++header, 2, IdentityKind.User, user);
        }

        private void Key(int key)
        {
            Add("virtual_keys",
                ("id", key), ("public_id", $"vk{key}"), ("name", $"{Teams[key % Teams.Length]}-{Roles[key % Roles.Length]}-{key:00000}"), ("secret_prefix", $"gh-vk-{key % 10000:0000}"),
                ("owner_user_id", world.UserOf(key)), ("owner_group_id", world.GroupOf(key)), ("is_active", key % 50 != 0),
                ("expires_at", key % 20 == 7 ? now.AddDays((key % 400) - 40) : null), ("version", 0), ("created_at", made), ("updated_at", now.AddMinutes(-(key * 7919L % 500_000))));
            foreach (var client in ScaleWorld.GrantsOf(key))
                Add("grants", ("virtual_key_id", key), ("mcp_client_id", client), ("tools", (key + client) % 7 == 0 ? """["list","read"]""" : ToolList.All.Json));
        }

        private void Credential(int client, IdentityKind kind, int identity, bool isOrphaned)
        {
            var age = (client * 7 + identity) % 300;
            DateTimeOffset? used = age % 11 == 0 ? null : now.AddMinutes(-(age * 67) - (identity % 60));
            if (ScaleWorld.IsOAuth(client))
            {
                Add("oauth_tokens", ("id", ++tokens), ("mcp_client_id", client), ("identity_kind", kind), ("identity_id", identity), ("created_at", made.AddDays(age)),
                    ("health", age % 25 == 0 ? CredentialHealth.NeedsReauth : CredentialHealth.Healthy), ("orphaned_at", isOrphaned ? now.AddDays(-(age % 80)) : null));
                Add("oauth_token_secrets", ("id", tokens), ("public_id", $"t{tokens}"), ("expires_at", now.AddMinutes(age)), ("scopes", "[]"), ("last_used_at", used));
            }
            else
            {
                var lacks = age % 40 == 0;
                Add("header_credentials", ("id", ++headers), ("mcp_client_id", client), ("identity_kind", kind), ("identity_id", identity), ("created_at", made.AddDays(age)),
                    ("health", lacks ? CredentialHealth.NeedsUpdate : CredentialHealth.Healthy), ("orphaned_at", isOrphaned ? now.AddDays(-(age % 80)) : null), ("header_name_set_id", lacks ? 2 : 1));
                Add("header_credential_secrets", ("id", headers), ("public_id", $"h{headers}"), ("last_used_at", used));
            }
        }

        private void Flow(string table, int id, int client, IdentityKind kind, int identity) =>
            Add(table, ("id", id), ("mcp_client_id", client), ("identity_kind", kind), ("identity_id", identity), ("created_at", now.AddMinutes(-(id % 14))),
                ("public_id", $"{table[0]}f{id}"), ("status", FlowStatus.Pending), ("expires_at", now.AddMinutes(15 - (id % 14))));

        private void Add(string table, params (string Column, object? Value)[] values)
        {
            if (!inserts.TryInsert(table, values))
                throw new InvalidOperationException($"The scale sample does not fit into {table}: the database holds data, or the sample is wrong.");
            if (++Rows % 100_000 == 0)
                progress?.Report(Rows);
        }
    }
}
