using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>The story of a credential in words.</summary>
internal static class WhyWords
{
    /// <summary>One sentence, or two.</summary>
    public static string Lead(CredentialStory story) => (story.Row, story.IsDrift) switch
    {
        ({ Status: CredentialStatus.Orphaned } row, true) => CredentialTexts.MarkedAsOrphanedSinceThoughAGrant.With(Words.Moment(row.OrphanedAt), row.ClientName),
        ({ Status: CredentialStatus.Orphaned, OrphanedBy: { } by } row, _) =>
            CredentialTexts.OrphanedSinceByChangeOf.With(Words.Moment(row.OrphanedAt), Words.Number((int)by.ChangeId), by.Actor, Lower(by.Reason?.Words() ?? CredentialTexts.LostItsCoverLower), NoGrant(story)),
        ({ Status: CredentialStatus.Orphaned } row, _) => CredentialTexts.OrphanedSinceItCameInSo.With(Words.Moment(row.OrphanedAt), NoGrant(story)),
        (_, true) => CredentialTexts.InUseThoughNoGrantReachesToday.With(story.Row.ClientName),
        ({ Status: CredentialStatus.NeedsReauth }, _) => CredentialTexts.CoveredButTheProviderDoesNotTake,
        ({ Status: CredentialStatus.NeedsUpdate } row, _) => row.MissingHeaders.Count == 0 ? CredentialTexts.CoveredButAHeaderValueIsMissing : CredentialTexts.CoveredButItLacks.With(string.Join(", ", row.MissingHeaders)),
        ({ Status: CredentialStatus.Pending } row, _) => CredentialTexts.SomebodyWasAskedForItAndHas.With(Words.Moment(row.ExpiresAt)),
        ({ IdentityKind: IdentityKind.Session }, _) => CredentialTexts.BoundToASessionThatTheCaller,
        _ => CredentialTexts.CoveredAndHealthyItCanBeUsed,
    };

    public static string Key(StoryKey key) => $"{(key.Team is { } team ? CredentialTexts.TeamX.With(team) : "")}{(key.IsReached ? CredentialTexts.ReachesIt : CredentialTexts.DoesNotReachIt)}";

    public static string Name(WayBack way, CredentialStory story) => way switch
    {
        WayBack.Undo undo => CredentialTexts.UndoChange.With(Words.Number((int)undo.ChangeId)),
        WayBack.OnKey on => CredentialTexts.AllowOn.With(story.Row.ClientName, on.Key),
        WayBack.OnAllKeys => CredentialTexts.AllowOnAllVirtualKeys.With(story.Row.ClientName),
        WayBack.ByProfile by => CredentialTexts.GiveProfileTo.With(by.Profile, by.Key),
        _ => CredentialTexts.RepairDrift,
    };

    public static string Href(WayBack way) => way switch
    {
        WayBack.OnKey on => Links.Allow(on.KeyId, on.ClientId),
        WayBack.OnAllKeys all => Links.AllowOnAllKeys(all.ClientId),
        WayBack.ByProfile by => Links.AccessProfile(by.ProfileId, "given"),
        WayBack.Undo undo => Links.Change(undo.ChangeId),
        _ => Links.Repair,
    };

    public static string Button(WayBack way) => way switch
    {
        WayBack.OnKey => CredentialTexts.OpenAllowlist,
        WayBack.OnAllKeys => CredentialTexts.OpenSharing,
        WayBack.ByProfile => CredentialTexts.OpenProfile,
        _ => CredentialTexts.OpenRepair,
    };

    /// <summary>"Brings back 7 credentials".</summary>
    public static string Brings(Plan plan)
    {
        var back = CredentialTexts.BringsBack.With(PlanWords.Count(plan.Totals.Reactivate, CredentialTexts.Credential, CredentialTexts.CredentialsWord));
        return plan.Totals.Orphan > 0 ? CredentialTexts.XOrphansY.With(back, Words.Number(plan.Totals.Orphan)) : back;
    }

    /// <summary>What happens if nobody does anything; null: nothing does.</summary>
    public static string? Otherwise(CredentialStory story) => story.PurgedAt is { } at ? CredentialTexts.OtherwiseItIsPurgedOn.With(Then(story.Row), Words.Day(at)) : null;

    /// <summary>What is still to do once it is covered again.</summary>
    private static string Then(CredentialItem row) => row.Health switch
    {
        CredentialHealth.NeedsReauth => CredentialTexts.ItsSignInMustBeRepeatedThen,
        CredentialHealth.NeedsUpdate => CredentialTexts.AHeaderValueIsMissingThenAs,
        _ => row.IdentityKind == IdentityKind.User ? CredentialTexts.NeedsNoNewSignInThen.With(row.Who) : CredentialTexts.NoNewSignInIsNeededThen,
    };

    public static string Did(Move move) => move switch
    {
        Move.Orphan => CredentialTexts.Orphaned,
        Move.Reactivate => CredentialTexts.Reactivated,
        Move.NeedsUpdate => CredentialTexts.NeedsUpdate,
        Move.Healthy => CredentialTexts.CompleteAgain,
        _ => StatusLook.Of(move).Word,
    };

    public static string Cause(StoryMove move) => Lower(move.Reason.Words()) + (move.Why is null ? "" : $" (\"{move.Why}\")");

    /// <summary>Why nothing but a revoke is offered.</summary>
    public static string Foot(CredentialStory story) => story.Row switch
    {
        { Status: CredentialStatus.Orphaned } row => CredentialTexts.ANewSignInWouldNotHelp.With(row.ClientName),
        { Status: CredentialStatus.NeedsReauth, IdentityKind: IdentityKind.User } row => CredentialTexts.OnlyCanSignInAgainTheGateway.With(row.Who),
        { Status: CredentialStatus.NeedsReauth } => CredentialTexts.WhoeverCallsNextIsAskedToSign,
        { Status: CredentialStatus.NeedsUpdate, IdentityKind: IdentityKind.User } row => CredentialTexts.OnlyCanTypeTheValuesInThe.With(row.Who),
        { Status: CredentialStatus.NeedsUpdate } => CredentialTexts.WhoeverCallsNextIsAskedForThe,
        { Status: CredentialStatus.Pending } => CredentialTexts.RevokeTakesTheQuestionBack,
        _ => CredentialTexts.RevokeDeletesItForGoodWhoeverIs,
    };

    private static string NoGrant(CredentialStory story) => story.Row.IdentityKind == IdentityKind.User
        ? story.Keys.Count == 0 ? CredentialTexts.NoVirtualKeyIsThisUsersOr : CredentialTexts.NoKeyOfTheirsReachesToday.With(story.Row.ClientName)
        : CredentialTexts.NoGrantOfThisKeyReachesToday.With(story.Row.ClientName);

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
