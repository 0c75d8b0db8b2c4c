using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Reads.Changes;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Tells a page whose circuit ended whether the commit landed that it had sent.</summary>
internal static class CommitAnswers
{
    public static void MapCommitAnswers(this WebApplication app) => app.MapGet(Links.CommitAnswer, FindAsync);

    private static async Task<IResult> FindAsync(string fingerprint, long since, LandedCommits landed, CancellationToken cancellation)
    {
        if (since is < 0 or > 253_402_300_799_999)
            return Results.BadRequest();
        return await landed.FindAsync(fingerprint, DateTimeOffset.FromUnixTimeMilliseconds(since), cancellation) switch
        {
            LandedCommit.Landed there => Results.Json(new { state = "landed", change_id = there.ChangeId }),
            LandedCommit.DidNotLand => Results.Json(new { state = "not_landed" }),
            _ => Results.Json(new { state = "writing" }),
        };
    }
}
