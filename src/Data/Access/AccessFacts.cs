using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Access;

/// <summary>A key that a request may go through, as the database has it.</summary>
/// <param name="IsActive">The key's switch.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="Covered">Cover's word.</param>
/// <param name="Named">Some source names the client for it.</param>
/// <param name="Via">The sources that grant a tool.</param>
internal sealed record KeyFacts(bool IsActive, DateTimeOffset? ExpiresAt, bool Covered, bool Named, IReadOnlyList<AccessSource> Via);

/// <summary>Everything an answer is made of, but the time. Kept for as long as nothing is committed.</summary>
internal sealed record AccessFacts
{
    /// <summary>What the request names and does not exist.</summary>
    public IReadOnlyList<AccessReason> Unknown { get; init; } = [];

    /// <summary>The key of the call, or every key that the asking user is one of the people of.</summary>
    public IReadOnlyList<KeyFacts> Keys { get; init; } = [];

    /// <summary>A user asked, without a key.</summary>
    public bool OfUser { get; init; }

    /// <summary>The calling user is active, and so is the owner of a personal key.</summary>
    public bool UserActive { get; init; } = true;

    public bool ClientDisabled { get; init; }

    /// <summary>The client asks each identity for a credential of its own.</summary>
    public bool NeedsCredential { get; init; }

    /// <summary>Those of the request's identities, in the order user, key, session.</summary>
    public IReadOnlyList<AccessCredential> Credentials { get; init; } = [];

    /// <summary>The answer at this moment.</summary>
    public AccessAnswer At(DateTimeOffset now)
    {
        if (Unknown.Count > 0)
            return new(false, ToolList.None, [], null, false, Unknown);
        var covering = Keys.Where(key => key.Covered).ToArray();
        var live = covering.Where(key => WhyNot(key, now) is null).ToArray();
        var through = live.Length > 0 ? live : covering;
        var credential = Credentials.FirstOrDefault(held => held.Status == CredentialStatus.Active) ?? (Credentials.Count > 0 ? Credentials[0] : null);
        AccessReason[] reasons =
        [
            .. Against(covering, live, now),
            .. UserActive ? Array.Empty<AccessReason>() : [AccessReason.UserInactive],
            .. ClientDisabled ? [AccessReason.McpClientDisabled] : Array.Empty<AccessReason>(),
            .. NeedsCredential && WhyNot(credential) is { } lacking ? [lacking] : Array.Empty<AccessReason>(),
        ];
        AccessSource[] via = [.. through.SelectMany(key => key.Via)];
        return new(covering.Length > 0, via.Aggregate(ToolList.None, (sum, source) => sum.Union(source.Tools)), via, credential, reasons.Length == 0, reasons);
    }

    /// <summary>What stands against the keys: their state, and that none of them is covered.</summary>
    private IEnumerable<AccessReason> Against(KeyFacts[] covering, KeyFacts[] live, DateTimeOffset now)
    {
        if (!OfUser && WhyNot(Keys[0], now) is { } state)
            yield return state;
        if (OfUser && covering.Length > 0 && live.Length == 0)
            yield return AccessReason.VirtualKeyInactive;
        if (covering.Length == 0)
            yield return Keys.Any(key => key.Named) ? AccessReason.ToolListEmpty : AccessReason.NotGranted;
    }

    /// <summary>Inactive wins over expired.</summary>
    private static AccessReason? WhyNot(KeyFacts key, DateTimeOffset now) =>
        !key.IsActive ? AccessReason.VirtualKeyInactive : key.ExpiresAt <= now ? AccessReason.VirtualKeyExpired : null;

    private static AccessReason? WhyNot(AccessCredential? credential) => credential?.Status switch
    {
        null => AccessReason.NoCredential,
        CredentialStatus.Active => null,
        CredentialStatus.NeedsReauth => AccessReason.CredentialNeedsReauth,
        CredentialStatus.NeedsUpdate => AccessReason.CredentialNeedsUpdate,
        _ => AccessReason.CredentialOrphaned,
    };
}
