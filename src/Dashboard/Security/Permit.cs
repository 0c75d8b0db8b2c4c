using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
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

    /// <summary>Whom the record names when they commit this plan; null: they may not.</summary>
    public Task<string?> CommitterAsync(Plan plan) => CommitterAsync(PolicyOf(plan.Edit, plan.Edit is Edit.Undo && plan.EditedGroups.Count > 0));

    /// <summary>
    /// Whom the record names when they do what the policy covers; null: they may not. Asks the database too: a role taken away counts at once, not
    /// when the page notices.
    /// </summary>
    public async Task<string?> CommitterAsync(string policy) =>
        await AllowsAsync(policy) && (authentication is not RevalidatingAdmin admin || await admin.StandsAsync())
            ? (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name : null;

    /// <summary>What somebody is told whose role does not cover it.</summary>
    public static EditOutcome.Refused Refusal(string policy) => new(
        "role", $"Your role does not allow this: it takes {(policy == SecurityServices.AdminOnly ? "an admin" : "an operator or an admin")}. Nothing was written.");

    /// <summary>Who people are and which groups they are in is an admin's to say, and to take back; who reaches what an operator's too.</summary>
    /// <param name="edit">What is committed.</param>
    /// <param name="undoesMembers">It takes back who is in a group.</param>
    public static string PolicyOf(Edit edit, bool undoesMembers) =>
        undoesMembers || edit is Edit.GroupMembers or Edit.DeleteUser or Edit.DeleteGroup ? SecurityServices.AdminOnly : SecurityServices.Operator;
}

/// <summary>
/// Edits as pages get them: each is made only if whoever is signed in may make it. Pages have no other way to them (a house rule holds that).
/// </summary>
public sealed class Permitted<TEdits>(TEdits edits, Permit permit) where TEdits : class
{
    // People, tokens, settings and whatever comes later are an admin's, unless it is said here.
    private static readonly string Policy =
        typeof(TEdits) == typeof(VirtualKeyEdits) || typeof(TEdits) == typeof(McpClientEdits) || typeof(TEdits) == typeof(ProfileEdits) ? SecurityServices.Operator : SecurityServices.AdminOnly;

    /// <summary>Refused, with words that say so, when their role does not allow it.</summary>
    public Task<EditOutcome> RunAsync(Func<TEdits, Task<EditOutcome>> edit) => RunAsync((edits, _) => edit(edits));

    /// <summary>The same for an edit that notes who made it.</summary>
    public async Task<EditOutcome> RunAsync(Func<TEdits, string, Task<EditOutcome>> edit) =>
        await permit.CommitterAsync(Policy) is { } actor ? await edit(edits, actor) : Permit.Refusal(Policy);
}

/// <summary>Virtual keys as a page makes them: with their owner, in one transaction, on record where that brings a credential back.</summary>
public sealed class NewKeys(JointEdits joint, WholeEdits edits, Permit permit)
{
    public async Task<JointOutcome> MakeAsync(NewVirtualKey key, NewOwner? owner) =>
        await permit.CommitterAsync(SecurityServices.Operator) is { } actor
            ? await joint.CommitAsync(edits.NewKey(key, owner, null), new CommitRequest(actor, ChangeOrigin.Page))
            : new JointOutcome.Refused(Permit.Refusal(SecurityServices.Operator));
}
