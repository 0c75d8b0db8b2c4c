using Gatehouse.Data.Policy;

namespace Gatehouse.Data;

/// <summary>The policy as the database holds it.</summary>
public static class StandingPolicy
{
    extension(PolicyRows)
    {
        /// <summary>The policy as it stands.</summary>
        public static PolicyRows Of(DashboardDbContext db) => PolicyRows.Of(
            db.VirtualKeys, db.McpClients, db.Grants, db.AccessProfiles, db.ProfileGrants, db.ProfileAssignments, db.GroupMembers);
    }
}
