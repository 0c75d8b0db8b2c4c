using System.Collections.Frozen;

namespace Gatehouse.Data.Credentials.Kinds;

/// <summary>
/// What is true of one kind of credential rows, once: nothing else asks "which of the four is it". What differs by the type of the rows is said by an
/// <see cref="ICredentialUse{TResult}"/>.
/// </summary>
public abstract class CredentialFacts
{
    private static readonly FrozenDictionary<CredentialKind, CredentialFacts> Known = new CredentialFacts[]
    {
        new StoredFacts<OAuthToken>
        {
            Kind = CredentialKind.OAuthToken,
            Name = "OAuth token",
            IsOAuth = true,
            Table = "oauth_tokens",
            Secrets = "oauth_token_secrets",
            Unhealthy = CredentialStatus.NeedsReauth,
            Rows = db => db.OAuthTokens,
            Known = db => db.OAuthTokenSecrets.Select(secret => new KnownCredential { Id = secret.Id, PublicId = secret.PublicId, LastUsedAt = secret.LastUsedAt }),
        },
        new StoredFacts<HeaderCredential>
        {
            Kind = CredentialKind.HeaderCredential,
            Name = "header credential",
            Table = "header_credentials",
            Secrets = "header_credential_secrets",
            Unhealthy = CredentialStatus.NeedsUpdate,
            Rows = db => db.HeaderCredentials,
            Known = db => db.HeaderCredentialSecrets.Select(secret => new KnownCredential { Id = secret.Id, PublicId = secret.PublicId, LastUsedAt = secret.LastUsedAt }),
        },
        new FlowFacts<OAuthFlow> { Kind = CredentialKind.OAuthFlow, Name = "sign-in", IsOAuth = true, Table = "oauth_flows", Makes = CredentialKind.OAuthToken, Rows = db => db.OAuthFlows },
        new FlowFacts<HeaderFlow> { Kind = CredentialKind.HeaderFlow, Name = "header submission", Table = "header_flows", Makes = CredentialKind.HeaderCredential, Rows = db => db.HeaderFlows },
    }.ToFrozenDictionary(facts => facts.Kind);

    private protected CredentialFacts() { }

    public required CredentialKind Kind { get; init; }

    /// <summary>"OAuth token", "header credential", "sign-in", "header submission".</summary>
    public required string Name { get; init; }

    /// <summary>The same at the beginning of a sentence.</summary>
    public string Title => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>Several of them: "OAuth tokens".</summary>
    public string Names => Name + "s";

    /// <summary>Several of them, at the beginning of a sentence.</summary>
    public string Titles => Title + "s";

    /// <summary>A sign-in and what it ends in; else headers.</summary>
    public bool IsOAuth { get; init; }

    /// <summary>The table of its rows.</summary>
    public required string Table { get; init; }

    /// <summary>The table of its secrets; null: a flow has none of its own.</summary>
    public string? Secrets { get; init; }

    /// <summary>The kind of credential that a flow ends in; null: it is a credential.</summary>
    public CredentialKind? Makes { get; init; }

    public bool IsFlow => Makes is not null;

    /// <summary>What it is while it is covered and would not work; null: a flow has no health.</summary>
    public CredentialStatus? Unhealthy { get; init; }

    /// <summary>Every status that a row in a list can have.</summary>
    public IReadOnlyList<CredentialStatus> Possible => Unhealthy is { } unhealthy ? [CredentialStatus.Active, unhealthy, CredentialStatus.Orphaned] : [CredentialStatus.Pending];

    public static IReadOnlyList<CredentialFacts> All { get; } = [.. Enum.GetValues<CredentialKind>().Select(Of)];

    public static CredentialFacts Of(CredentialKind kind) => Known[kind];

    /// <summary>Does what differs by the type of the rows.</summary>
    public abstract TResult On<TResult>(DashboardDbContext db, ICredentialUse<TResult> use);

    private sealed class StoredFacts<T> : CredentialFacts where T : Credential
    {
        public required Func<DashboardDbContext, IQueryable<T>> Rows { get; init; }

        public new required Func<DashboardDbContext, IQueryable<KnownCredential>> Known { get; init; }

        public override TResult On<TResult>(DashboardDbContext db, ICredentialUse<TResult> use) => use.Stored(Rows(db), Known(db));
    }

    private sealed class FlowFacts<T> : CredentialFacts where T : Flow
    {
        public required Func<DashboardDbContext, IQueryable<T>> Rows { get; init; }

        public override TResult On<TResult>(DashboardDbContext db, ICredentialUse<TResult> use) => use.Flows(Rows(db));
    }
}

/// <summary>Something that is done with the rows of a kind, whichever it is.</summary>
public interface ICredentialUse<out TResult>
{
    /// <summary>Of stored credentials, with what stands beside their secrets.</summary>
    TResult Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential;

    /// <summary>Of flows.</summary>
    TResult Flows<T>(IQueryable<T> rows) where T : Flow;
}

/// <summary>What a credential is called outside, and when it was last used.</summary>
public sealed class KnownCredential
{
    public long Id { get; init; }
    public required string PublicId { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}
