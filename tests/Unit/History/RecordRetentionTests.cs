using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.History;

/// <summary>The record stays bounded, and whole.</summary>
public sealed class RecordRetentionTests : IDisposable
{
    private readonly RecordedCompany company = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-record-");
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);

    public RecordRetentionTests() => clock.SetUtcNow(TimeProvider.System.GetUtcNow());

    public void Dispose()
    {
        company.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Addresses_go_after_their_days_and_the_record_stays_whole()
    {
        await company.HappenAsync(new RecordEntry(RecordAction.SignedIn));
        Assert.Equal(0, await Retention().BlankAddressesAsync(36_500, TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(1, await Retention().BlankAddressesAsync(90, TestContext.Current.CancellationToken));

        await using var db = company.Database.CreateDbContext();
        Assert.Equal((null, true), await db.Events.OrderBy(row => row.Id).LastAsync(TestContext.Current.CancellationToken) is var last ? (last.Address, last.AddressDigest is not null) : default);
        Assert.True((await company.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_part_past_its_days_is_exported_and_closed_with_a_seal_that_the_check_accepts()
    {
        var segment = await ClosedAsync();

        Assert.Equal((1, 5, 3), (segment.FirstNumber, segment.LastNumber, segment.LastChangeId));
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, segment.FileName), TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Count(line => line.StartsWith("""{"table":"changes",""", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("""{"table":"events",""", StringComparison.Ordinal)));
        await using var db = company.Database.CreateDbContext();
        Assert.Equal(4L, await db.Changes.Select(change => change.Id).SingleAsync(TestContext.Current.CancellationToken));
        var verdict = await company.VerifyAsync(segment.LastHash);
        Assert.Equal((null, 2, 7, 5), (verdict.Fault, verdict.Checked, verdict.Last, verdict.Found));
        Assert.Equal(segment.FileName, verdict.Segment?.FileName);
        await company.CommitAsync(1);
        Assert.True((await company.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Nothing_is_closed_before_a_month_of_it_is_due()
    {
        await company.CommitAsync(1);
        clock.Advance(TimeSpan.FromDays(110));

        Assert.Null(await Retention().CloseAsync(100, folder.FullName, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE record_segments SET last_hash = 'aa'")]
    [InlineData("UPDATE record_segments SET last_number = last_number + 1")]
    [InlineData("UPDATE record_segments SET first_number = first_number + 1")]
    [InlineData("UPDATE record_segments SET last_change_id = last_change_id + 1")]
    [InlineData("UPDATE record_segments SET closed_at = closed_at + 1")]
    [InlineData("UPDATE record_segments SET file_name = 'another'")]
    [InlineData("UPDATE record_segments SET file_hash = 'aa'")]
    [InlineData("UPDATE record_segments SET seal = 'aa'")]
    [InlineData("DELETE FROM record_segments")]
    public async Task A_seal_that_was_altered_is_none_of_ours(string sql)
    {
        await ClosedAsync();
        await company.PastTheTriggersAsync(sql);

        Assert.Contains((await company.VerifyAsync()).Fault!.Kind, new[] { RecordFaultKind.SealUnknown, RecordFaultKind.Missing });
    }

    [Theory]
    [InlineData("DELETE FROM record_links")]
    [InlineData("DELETE FROM events")]
    [InlineData("DELETE FROM changes")]
    [InlineData("DELETE FROM changed_grants")]
    public async Task What_is_not_exported_yet_cannot_be_removed(string sql)
    {
        await ClosedAsync();
        await using var db = company.Database.CreateDbContext();

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
    }

    /// <summary>Entries 1 to 5 (the beginning, an event, changes 1 to 3) are old; change 4 is not.</summary>
    private async Task<RecordSegment> ClosedAsync()
    {
        await company.HappenAsync(new RecordEntry(RecordAction.SettingsChanged));
        await company.CommitAsync(3);
        clock.Advance(TimeSpan.FromDays(400));
        Assert.IsType<CommitOutcome.Committed>(await company.Database.Reconciler(clock).CommitAsync(
            new Edit.Allowlist("vk2", Remove: ["c1"]), new CommitRequest(new Actor("ana", Role.Admin, Origin.Page)), TestContext.Current.CancellationToken));
        return (await Retention().CloseAsync(100, folder.FullName, TestContext.Current.CancellationToken))!;
    }

    private RecordRetention Retention() => new(company.Database, TestDatabase.Chain, company.Database.WritesAt(clock), clock);
}
