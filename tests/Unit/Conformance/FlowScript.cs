using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Conformance;

/// <summary>
/// Steps of flows among edits: <c>start vk1/M</c>, <c>claim u1/M by u2</c>, <c>authorize</c>, <c>fail</c>, <c>finish</c>,
/// <c>submit vk1/H a=1 b=2</c>, <c>reauth token vk1/M</c>, <c>16m</c> of time; what is none of these is an edit of the company.
/// </summary>
internal sealed class FlowScript(TestDatabase database, Company company)
{
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly Dictionary<string, string> flows = [];
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());

    private static SignInStart SignIn => new("state", "verifier", "https://gate.example.com/callback");

    private FlowEdits Edits => new(database.WritesAt(clock), protector);

    public SecretProtector Protector => protector;

    /// <summary>What came of each step of a flow, in words.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string steps)
    {
        var said = new List<string>();
        foreach (var step in steps.Split('|', StringSplitOptions.TrimEntries))
            if (step.EndsWith('m') && int.TryParse(step.AsSpan(0, step.Length - 1), CultureInfo.InvariantCulture, out var minutes))
                clock.Advance(TimeSpan.FromMinutes(minutes));
            else if (await StepAsync(step.Split(' ')) is { } outcome)
                said.Add(Word(outcome));
            else
                await database.Reconciler(clock).CommitAsync(company.Edit(step), new CommitRequest(new Actor("script", Role.Admin, Origin.Api)));
        return said;
    }

    private async Task<FlowOutcome?> StepAsync(string[] words)
    {
        if (words.Length < 2 || (!words[1].Contains('/', StringComparison.Ordinal) && words[0] != "reauth"))
            return null;
        var (row, who) = (words[1], words[1].Split('/')[0]);
        var caller = Array.IndexOf(words, "by") is > 0 and var at ? words[at + 1] : who[0] == 'u' ? who : null;
        switch (words[0])
        {
            case "start":
                return await Edits.StartAsync(new FlowRequest(
                    $"c{company.Binding($"token {row}").Client}", company.Binding($"token {row}").Kind, who == "session" ? "session-1" : who, caller, SignIn));
            case "reauth":
                return await Edits.ReauthAsync(CredentialId($"{words[1]} {words[2]}"), words[2][0] == 'u' && caller is null ? words[2].Split('/')[0] : caller, SignIn);
            case "claim":
                return await Edits.ClaimAsync(FlowId(row), "state", caller);
            case "authorize":
                return await Edits.AuthorizeAsync(FlowId(row));
            case "fail":
                return await Edits.FailAsync(FlowId(row));
            case "finish":
                return await Edits.FinishAsync(FlowId(row), new FlowResult.Tokens("access", "refresh", clock.GetUtcNow().AddHours(1), ["read"]), caller);
            default:
                return await Edits.FinishAsync(FlowId(row), new FlowResult.Headers(
                    words.Where(word => word.Contains('=', StringComparison.Ordinal)).ToDictionary(word => word.Split('=')[0], word => word.Split('=')[1])), caller);
        }
    }

    /// <summary>The flow of this identity and client, remembered for when it is gone: somebody has its page open still.</summary>
    private string FlowId(string row)
    {
        if (company.GivenFlow(row) is { } given)
            flows.TryAdd(row, given);
        using var db = database.CreateDbContext();
        var (client, kind, identity) = company.Binding($"token {row}");
        var found = db.OAuthFlows.AsEnumerable<Flow>().Concat(db.HeaderFlows)
            .LastOrDefault(flow => (flow.McpClientId, flow.IdentityKind, flow.IdentityId) == (client, kind, identity));
        return found is null ? flows[row] : flows[row] = found.PublicId;
    }

    private string CredentialId(string row)
    {
        using var db = database.CreateDbContext();
        var (client, kind, identity) = company.Binding(row);
        var held = db.OAuthTokens.AsEnumerable<Credential>().Concat(db.HeaderCredentials)
            .Single(held => (held.McpClientId, held.IdentityKind, held.IdentityId) == (client, kind, identity));
        return held is OAuthToken ? db.OAuthTokenSecrets.Single(secret => secret.Id == held.Id).PublicId : db.HeaderCredentialSecrets.Single(secret => secret.Id == held.Id).PublicId;
    }

    private static string Word(FlowOutcome outcome) => outcome switch
    {
        FlowOutcome.Refused refused => Snake(refused.Reason.ToString()),
        FlowOutcome.Stored stored => $"stored {Snake(stored.Status.ToString())}",
        FlowOutcome.Moved moved => Snake(moved.Status.ToString()),
        FlowOutcome.Invalid invalid => string.Join(" ", invalid.Errors),
        _ => Snake(outcome.GetType().Name),
    };

    private static string Snake(string word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word);
}
