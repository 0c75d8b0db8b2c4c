using Gatehouse.Data.Edits;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Security;

/// <summary>What whoever is signed in on a page may do: the pages' door to the same policies that the routes have.</summary>
public sealed class Permit(AuthenticationStateProvider authentication, IAuthorizationService authorization)
{
    /// <summary>Whether they may do what the policy covers.</summary>
    public async Task<bool> AllowsAsync(string policy)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return (await authorization.AuthorizeAsync(user, null, policy)).Succeeded;
    }

    /// <summary>Who commits this plan; null: they may not. The commit asks again, in its transaction.</summary>
    public Task<Actor?> CommitterAsync(Plan plan) => CommitterAsync(Permissions.Of(plan.Needs));

    /// <summary>What they lack to commit this plan; null: nothing.</summary>
    public async Task<string?> BarredAsync(Plan plan) =>
        Permissions.Of(plan.Needs) is var permission && !await AllowsAsync(permission) ? permission : null;

    /// <summary>
    /// Who does what the policy covers; null: they may not. Asks the database too: a role taken away counts at once, not when the page notices.
    /// </summary>
    public async Task<Actor?> CommitterAsync(string policy) =>
        await AllowsAsync(policy) && (authentication is not SignedInPage page || await page.StandsAsync())
            ? Actors.Of((await authentication.GetAuthenticationStateAsync()).User, null) : null;

    /// <summary>The answer where a role does not cover it.</summary>
    public static EditOutcome.Refused Refusal(string permission) => new("role", WriteWords.Of(Permissions.Least[permission]));
}

/// <summary>
/// Edits as pages get them: each is made only if whoever is signed in may make it. Pages have no other way to them (a house rule holds that).
/// </summary>
public sealed class Permitted<TEdits>(TEdits edits, Permit permit, PasswordAgain again) where TEdits : class
{
    private static readonly string Permission = Permissions.Of(typeof(TEdits));

    /// <summary>Refused, with words that say so, when their role does not allow it, the password is asked for and not given, or the database does not take it.</summary>
    public async Task<EditOutcome> RunAsync(Func<TEdits, Actor, Task<EditOutcome>> edit)
    {
        if (await permit.CommitterAsync(Permission) is not { } actor)
            return Permit.Refusal(Permission);
        if (Permissions.AskAgain.Contains(Permission) && !await again.IsGivenAsync())
            return new EditOutcome.Refused("password", "This asks for your password, which was not given. Nothing was written.");
        return WriteWords.ForForm(await edit(edits, actor));
    }
}

/// <summary>Virtual keys as a page makes them: with their owner, in one transaction, on record where that brings a credential back.</summary>
public sealed class NewKeys(JointEdits joint, Permit permit)
{
    public async Task<JointOutcome> MakeAsync(NewVirtualKey key, NewOwner? owner)
    {
        if (await permit.CommitterAsync(Permissions.Commit) is not { } actor)
            return new JointOutcome.Refused(Permit.Refusal(Permissions.Commit));
        var outcome = await joint.CommitAsync(WholeEdits.NewKey(key, owner, null), new CommitRequest(actor));
        return outcome is JointOutcome.Refused refused ? new JointOutcome.Refused(WriteWords.ForForm(refused.Why)) : outcome;
    }
}
