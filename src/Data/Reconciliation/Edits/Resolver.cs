namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Resolves an edit, in public ids, to a <see cref="ResolvedEdit"/> against the policy as it stands. One file per kind of edit.</summary>
internal static class Resolver
{
    /// <summary>The resolved edit, or null with every error of the edit.</summary>
    public static async Task<(ResolvedEdit? Resolved, IReadOnlyList<EditError> Errors)> ResolveAsync(
        DashboardDbContext db, Edit edit, CancellationToken cancellation)
    {
        var asked = new Asked(db, cancellation);
        var resolved = edit switch
        {
            Edit.Allowlist allowlist => await AllowlistEdit.ProposeAsync(asked, allowlist),
            Edit.Sharing sharing => await SharingEdit.ProposeAsync(asked, sharing),
            Edit.Bulk bulk => await BulkEdit.ProposeAsync(asked, bulk),
            Edit.HeaderKeys names => await HeaderKeysEdit.ProposeAsync(asked, names),
            Edit.DeleteVirtualKey delete => await DeleteEdits.KeyAsync(asked, delete),
            Edit.DeleteMcpClient delete => await DeleteEdits.ClientAsync(asked, delete),
            Edit.DeleteUser delete => await DeleteEdits.UserAsync(asked, delete),
            Edit.Profile profile => await ProfileEdit.ProposeAsync(asked, profile),
            Edit.DeleteProfile delete => await ProfileEdit.DeleteAsync(asked, delete),
            Edit.GroupMembers members => await GroupEdits.MembersAsync(asked, members),
            Edit.DeleteGroup delete => await GroupEdits.DeleteAsync(asked, delete),
            Edit.Owner owner => await OwnerEdit.ProposeAsync(asked, owner),
            Edit.RevokeCredentials revoke => await RemovalEdits.RevokeAsync(asked, revoke),
            Edit.Purge purge => await RemovalEdits.PurgeAsync(asked, purge),
            Edit.Repair repair => new ResolvedEdit { Edit = repair, Objects = [], Policy = [], Scope = new Scope.Everything() },
            Edit.Undo undo => await UndoEdit.ProposeAsync(asked, undo),
            _ => throw new NotSupportedException(edit.GetType().Name),
        };
        return asked.Errors.Count == 0 ? (resolved, asked.Errors) : (null, asked.Errors);
    }
}
