using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>What pages, API and console say of a plan, and where a page of its rows begins.</summary>
public sealed class PlanWordsTests
{
    [Fact]
    public void Every_move_has_its_part_of_the_sentence_and_one_is_not_many()
    {
        Assert.Equal("No credential is affected.", Sentence(MoveCounts.None));
        Assert.Equal(
            "1 credential will be orphaned, 1 credential or sign-in will be deleted, 1 credential will need an update, 1 credential will lack nothing any more, 1 will come back, 1 pending sign-in will be dropped.",
            Sentence(new(1, 1, 1, 1, 1, 1)));
        Assert.Equal(
            "2,000 credentials will be orphaned, 2 credentials and sign-ins will be deleted, 2 credentials will need an update, 2 credentials will lack nothing any more, 2,000 will come back, 2 pending sign-ins will be dropped.",
            Sentence(new(2000, 2000, 2, 2, 2, 2)));
        Assert.Equal("3 credentials will come back.", Sentence(new(Reactivate: 3)));
    }

    [Fact]
    public async Task Who_is_hit_stands_behind_the_sentence_and_nobody_is_not_told()
    {
        using var database = new TestDatabase();
        database.Add(Some.VirtualKey(1, user: 1), Some.User(1), Some.McpClient(1), Some.McpClient(2), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, Data.Credentials.IdentityKind.User, 1));
        Assert.Equal("1 credential will be orphaned. 1 person, 1 key.", (await database.PlanAsync(new Edit.Allowlist("vk1", Remove: ["c1"]))).Summary);
        Assert.Equal("1 credential or sign-in will be deleted. 1 person.", (await database.PlanAsync(new Edit.RevokeCredentials(["t1"]))).Summary);
        Assert.Equal("No credential is affected.", (await database.PlanAsync(new Edit.Allowlist("vk1", Add: [new("c2", ["*"])]))).Summary);
    }

    [Fact]
    public void Every_reason_has_words_and_those_about_a_profile_or_group_name_it()
    {
        var reasons = Enum.GetValues<Reason>();
        Assert.Equal(reasons.Length, reasons.Select(reason => reason.Words()).Distinct().Count());
        Assert.Equal(
            [Reason.ProfileGrants, Reason.ProfileNoLongerGrants, Reason.JoinedGroup, Reason.LeftGroup],
            reasons.Where(reason => reason.Words("Data").Contains("\"Data\"", StringComparison.Ordinal)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Reason)99).Words());
    }

    [Theory]
    [InlineData("1.2.3.4.5.6", true)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("1.2.3.4.5.6.7", false)]
    [InlineData("1.2.-3.4.5.6", false)]
    [InlineData("-1.2.3.4.5.6", false)]
    [InlineData("1.-2.3.4.5.6", false)]
    [InlineData("1.2.3.-4.5.6", false)]
    [InlineData("1.2.3.4.x.6", false)]
    [InlineData("1.2.3.4.5.-6", false)]
    [InlineData("01.2.3.4.5.6", false)]
    [InlineData("", false)]
    public void A_cursor_is_one_that_a_page_gave(string text, bool isOne) => Assert.Equal(isOne, TransitionPage.IsCursor(text));

    private static string Sentence(MoveCounts moves) => PlanWords.Sentence(new Totals(moves, 0, 0));
}
