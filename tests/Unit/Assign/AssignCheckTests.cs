using System.Text;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Assign;

public sealed class AssignCheckTests : IDisposable
{
    private readonly CountedCommands commands = new();
    private readonly TestDatabase database;

    public AssignCheckTests()
    {
        database = new TestDatabase(options => options.AddInterceptors(commands));
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"));
        database.Add(Some.User(1), Some.User(2), Some.Group(1));
        database.Add(new Data.Directory.GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.VirtualKey(1, "team-key", group: 1), Some.VirtualKey(2, "ana-laptop", user: 1), Some.VirtualKey(3, "free-key"), Some.VirtualKey(4, "eva-laptop", user: 2));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_same_row_twice_stands_once_and_the_second_names_the_first()
    {
        var sheet = await CheckAsync("free-key,,,github,grant", "free-key,,,github,grant", ",u1,,jira,grant", ",u1,,jira,grant");
        Assert.Equal(["3 duplicate", "5 duplicate"], sheet.Codes());
        Assert.Contains("Row 2 says the same already.", sheet.Invalid[0].Message, StringComparison.Ordinal);
        Assert.Equal(["vk3 c1 *", "vk2 c2 *"], sheet.Wanted());
    }

    [Fact]
    public async Task Rows_that_contradict_each_other_are_all_refused_and_each_names_both()
    {
        var sheet = await CheckAsync("free-key,,,github,grant", "free-key,,,github,revoke", "free-key,,,jira,grant");
        Assert.Equal(["2 contradiction", "3 contradiction"], sheet.Codes());
        Assert.All(sheet.Invalid, error => Assert.Contains("github for key free-key is granted and revoked (rows 2 and 3).", error.Message, StringComparison.Ordinal));
        Assert.Equal(["vk3 c2 *"], sheet.Wanted());
    }

    [Theory]
    [InlineData(",,g1,github,revoke", "team-key,,,github,grant")]
    [InlineData(",,g1,github,revoke", "ana-laptop,,,github,grant")]
    [InlineData(",u1,,github,grant", ",,g1,github,revoke")]
    public async Task Rows_that_meet_through_a_user_or_a_group_contradict_too(string one, string other)
    {
        var sheet = await CheckAsync(one, other);
        Assert.Equal(["2 contradiction", "3 contradiction"], sheet.Codes());
        Assert.All(sheet.Invalid, error => Assert.Contains("(rows 2 and 3)", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_meet_and_agree_are_fine_and_a_third_that_does_not_takes_all_down()
    {
        Assert.Empty((await CheckAsync(",,g1,github,grant", "team-key,,,github,grant")).Codes());
        Assert.Equal(
            ["2 contradiction", "3 contradiction", "4 contradiction"],
            (await CheckAsync(",,g1,github,grant", "team-key,,,github,grant", "team-key,,,github,revoke")).Codes());
    }

    [Fact]
    public async Task Different_tools_for_one_key_and_client_contradict()
    {
        var sheet = await Sheets.CheckAsync(database, "virtual_key,mcp_client,tools\nfree-key,github,a\nfree-key,github,\"a,b\"\nteam-key,github,\"b,a\"\n");
        Assert.Equal(["2 contradiction", "3 contradiction"], sheet.Codes());
        Assert.Contains("granted with different tools", sheet.Invalid[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_grants_and_revokes_the_same_client_is_refused()
    {
        var sheet = await Sheets.CheckAsync(database, "virtual_key,grant,revoke\nfree-key,github,c1\nfree-key,\"jira,jira\",");
        Assert.Equal(["2 contradiction", "3 duplicate"], sheet.Codes());
    }

    [Fact]
    public async Task Each_row_says_what_changes_as_the_grants_stand_today()
    {
        database.Add(Some.Grant(1, 1, ToolList.Of(["search"])), Some.Grant(3, 2));
        var sheet = await CheckAsync("team-key,,,github,grant", "free-key,,,jira,grant", "free-key,,,github,revoke", ",u2,,jira,grant");
        Assert.Equal((4, 4, 0, 3, 2, 2, 2), (sheet.Rows, sheet.Valid, sheet.Invalid.Count, sheet.Keys, sheet.ChangedKeys, sheet.Changes, sheet.UnchangedRows));
        var changed = sheet.Lines(onlyChanged: true).ToArray();
        Assert.Equal([(2, "team-key"), (5, "eva-laptop")], changed.Select(line => (line.Line, line.Key)));
        Assert.Equal((ToolList.Of(["search"]), ToolList.All), (changed[0].Fields[0].Before, changed[0].Fields[0].After));
        Assert.Equal(["free-key", "free-key"], sheet.Lines("FREE").Select(line => line.Key));
        Assert.Equal(2, sheet.Count("jira", onlyChanged: false));
    }

    [Fact]
    public async Task Rows_that_all_ask_the_same_become_sets_and_mean_what_the_rows_say()
    {
        database.Add(Some.Grant(3, 2), Some.Grant(4, 2));
        var sheet = await Sheets.CheckAsync(database, "virtual_key,grant,revoke\nfree-key,github,jira\neva-laptop,github,jira\n");
        var sets = sheet.ToEdit();
        Assert.Equal((null, 2, "c1", "c2"), (sets.Rows, sets.Who!.VirtualKeyIds!.Count, sets.Grant!.Single().McpClientId, sets.Revoke!.Single()));
        BulkRow[] rows = [.. new[] { "vk3", "vk4" }.SelectMany(key => new BulkRow[] { new(key, "c1", BulkAction.Grant, ["*"]), new(key, "c2", BulkAction.Revoke) })];
        Assert.Equal((await PlanAsync(new Edit.Bulk(Rows: rows))).Fingerprint, (await PlanAsync(sets)).Fingerprint);
        Assert.NotNull((await CheckAsync("free-key,,,github,grant", "eva-laptop,,,github,grant", "eva-laptop,,,jira,revoke")).ToEdit().Rows);
    }

    [Fact]
    public async Task A_group_and_a_user_mean_the_same_keys_by_row_as_by_the_edit_that_names_them()
    {
        var byRow = (await CheckAsync(",,g1,github,grant", ",u2,,github,grant")).ToEdit();
        var byName = new Edit.Bulk(new BulkWho(UserIds: ["u2"], GroupIds: ["g1"]), [new ClientTools("c1", ["*"])]);
        var plans = new[] { await PlanAsync(byRow), await PlanAsync(byName) };
        Assert.Equal(plans[0].EditedKeys, plans[1].EditedKeys);
        Assert.Equal(plans[0].Fingerprint, plans[1].Fingerprint);
    }

    [Fact]
    public async Task What_is_picked_becomes_the_edit_that_names_it_and_keys_met_twice_are_shown_once()
    {
        var choice = new AssignChoice(["vk1", "vk3"], [], ["g1"], [new ClientTools("c1", ["*"])], ["c2"]);
        var sheet = Assert.IsType<AssignOutcome.Checked>(await new AssignCheck(database).ChosenAsync(choice)).Sheet;
        Assert.Empty(sheet.Invalid);
        Assert.Equal(["team-key", "free-key", "ana-laptop"], sheet.Lines().Select(line => line.Key));
        Assert.Equal(["g1"], sheet.ToEdit().Who!.GroupIds);
        Assert.Equal(["c2"], sheet.ToEdit().Revoke);
        Assert.Equal(3, sheet.Changes);
    }

    [Fact]
    public async Task Valid_rows_are_committed_as_one_change_and_its_undo_restores_every_row()
    {
        database.Add(Some.Grant(3, 2, ToolList.Of(["read"])), Some.Grant(2, 1));
        var before = Grants();
        var sheet = await CheckAsync("free-key,,,jira,revoke", "nobody,,,jira,revoke", ",,g1,jira,grant", "team-key,,,github,grant");
        var reconciler = database.Reconciler();
        var done = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(sheet.ToEdit(), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page))));
        Assert.Equal(sheet.Changes, done.Plan.PolicyCount);
        Assert.NotEqual(before, Grants());
        Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.Undo(done.ChangeId), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page))));
        Assert.Equal(before, Grants());
    }

    [Fact]
    public async Task A_hundred_thousand_lines_take_as_many_statements_as_three_and_progress_is_told()
    {
        var few = commands.Count;
        await CheckAsync("free-key,,,github,grant", ",u1,,jira,grant", ",,g1,jira,grant");
        few = commands.Count - few;
        var file = new StringBuilder("virtual_key,user,group,mcp_client,action\n,u1,,jira,grant\n,,g1,jira,grant\n");
        for (var row = 0; row < 100_000; row++)
            file.Append(row % 2 == 0 ? "free-key,,,github,grant\n" : "no-such-key-of-ours,,,github,grant\n");
        var many = commands.Count;
        var told = new List<int>();
        var outcome = await Sheets.ReadAsync(database, file.ToString(), rows =>
        {
            told.Add(rows);
            return Task.CompletedTask;
        });
        many = commands.Count - many;
        var sheet = Assert.IsType<AssignOutcome.Checked>(outcome).Sheet;
        // One more: unknown names are looked for among all keys, once.
        Assert.InRange(many, few, few + 1);
        Assert.Equal((100_002, 3), (sheet.Rows, sheet.Valid));
        Assert.Equal(100_002, told[^1]);
        Assert.True(told.Count > 40);
    }

    [Fact]
    public async Task A_long_file_is_read_as_it_comes()
    {
        // A stream that is 40 MB long and never there as a whole.
        using var file = new EndlessLines("virtual_key,user,group,mcp_client,action\n", "free-key,,,github,grant" + new string(' ', 230) + "\n", 160_000);
        var outcome = await new AssignCheck(database).FileAsync(file);
        Assert.Equal(1, Assert.IsType<AssignOutcome.Checked>(outcome).Sheet.Valid);
        Assert.True(file.LargestRead <= 1 << 17, $"{file.LargestRead:N0} bytes were asked for at once.");
    }

    [Fact]
    public async Task More_rows_than_a_file_may_have_are_refused()
    {
        using var file = new EndlessLines("virtual_key,mcp_client\n", "free-key,github\n", AssignCheck.MostRows + 1);
        var outcome = Assert.IsType<AssignOutcome.Unreadable>(await new AssignCheck(database).FileAsync(file));
        Assert.Contains("more than 200,000 rows", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_stops_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var file = new EndlessLines("virtual_key,mcp_client\n", "free-key,github\n", 100_000);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AssignCheck(database).FileAsync(file, _ => cancellation.CancelAsync(), cancellation.Token));
    }

    private Task<AssignSheet> CheckAsync(params string[] lines) =>
        Sheets.CheckAsync(database, "virtual_key,user,group,mcp_client,action\n" + string.Join('\n', lines));

    private async Task<Plan> PlanAsync(Edit edit) => Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;

    private string[] Grants()
    {
        using var db = database.CreateDbContext();
        return [.. db.Grants.OrderBy(grant => grant.VirtualKeyId).ThenBy(grant => grant.McpClientId).AsEnumerable().Select(grant => $"{grant.VirtualKeyId} {grant.McpClientId} {grant.Tools.Json}")];
    }
}
