using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.History;

/// <summary>The record tells whether somebody has been at it.</summary>
public sealed class HistoryCheckTests : IDisposable
{
    private readonly RecordedCompany company = new();

    public void Dispose() => company.Dispose();

    [Fact]
    public async Task A_record_that_nobody_touched_is_whole_and_names_its_last_hash()
    {
        await company.CommitAsync(3);
        await company.HappenAsync(new RecordEntry("key.rotated", ObjectKind.VirtualKey, "vk1", "key-1"), new RecordEntry("settings.changed"));

        var verdict = await company.VerifyAsync();

        // The first entry is the chain's own beginning.
        Assert.Equal((null, 6, 6, 0), (verdict.Fault, verdict.Checked, verdict.Last, verdict.Before));
        await using var db = company.Database.CreateDbContext();
        Assert.Equal(await db.RecordLinks.OrderBy(link => link.Number).Select(link => link.Hash).LastAsync(TestContext.Current.CancellationToken), verdict.LastHash);
    }

    /// <summary>Entry 1 began the chain; 2, 3, 4 are changes 1, 2, 3; 5 and 6 are events.</summary>
    [Theory]
    [InlineData("UPDATE changes SET hash = 'aa' WHERE id = 2", RecordFaultKind.Altered, 3)]
    [InlineData("DELETE FROM changed_credentials WHERE change_id = 2", RecordFaultKind.Altered, 3)]
    [InlineData("INSERT INTO changed_objects (change_id, kind, object_id) VALUES (2, 3, 77)", RecordFaultKind.Altered, 3)]
    [InlineData("DELETE FROM changes WHERE id = 2", RecordFaultKind.Altered, 3)]
    [InlineData("DELETE FROM changes WHERE id = 2; DELETE FROM record_links WHERE change_id = 2", RecordFaultKind.Missing, 3)]
    [InlineData("DELETE FROM changes WHERE id = 2; DELETE FROM record_links WHERE change_id = 2; UPDATE record_links SET number = number - 1 WHERE number > 2", RecordFaultKind.Altered, 3)]
    [InlineData("DELETE FROM events WHERE id = 5", RecordFaultKind.Missing, 5)]
    [InlineData("UPDATE events SET address = '10.0.0.1' WHERE id = 5", RecordFaultKind.Altered, 5)]
    [InlineData("INSERT INTO changes SELECT 99, committed_at, actor, origin, edit_kind, edit, policy, tallies, reason, fingerprint, undoes_change_id, inverse, hash FROM changes WHERE id = 2", RecordFaultKind.Added, 6)]
    [InlineData("INSERT INTO events SELECT 99, at, actor, actor_id, origin, address, address_digest, action, \"group\", object_kind, object_id, object_name, before, after, search FROM events WHERE id = 5", RecordFaultKind.Added, 99)]
    [InlineData("DELETE FROM record_links; DELETE FROM changes; DELETE FROM events", RecordFaultKind.BeginningGone, 1)]
    [InlineData("DELETE FROM record_keys", RecordFaultKind.BeginningGone, 1)]
    [InlineData("UPDATE record_keys SET first_number = 3", RecordFaultKind.KeyUnreadable, 3)]
    [InlineData("UPDATE record_keys SET protected = x'00'", RecordFaultKind.KeyUnreadable, 1)]
    [InlineData("DELETE FROM record_links WHERE number < 4; DELETE FROM changes WHERE id < 3; DELETE FROM events WHERE id = 1", RecordFaultKind.Missing, 1)]
    [InlineData("INSERT INTO record_segments VALUES (4, 1, 3, (SELECT hash FROM record_links WHERE number = 4), 0, 'f', 'h', 'seal'); DELETE FROM record_links WHERE number < 5; DELETE FROM changes; DELETE FROM events WHERE id < 5", RecordFaultKind.SealUnknown, 4)]
    public async Task A_record_that_was_altered_past_the_dashboard_is_broken_there(string sql, RecordFaultKind kind, long entry)
    {
        await company.CommitAsync(3);
        await company.HappenAsync(new RecordEntry("key.rotated", ObjectKind.VirtualKey, "vk1", "key-1"), new RecordEntry("settings.changed"));
        await company.PastTheTriggersAsync(sql);

        var verdict = await company.VerifyAsync();

        Assert.Equal((kind, entry), (verdict.Fault?.Kind, verdict.Fault?.Entry));
    }

    [Theory]
    [InlineData("DELETE FROM record_links WHERE number = 6; DELETE FROM events WHERE id = 6")]
    [InlineData("DELETE FROM record_links; DELETE FROM events; DELETE FROM changes; DELETE FROM record_keys")]
    [InlineData("DELETE FROM record_links; DELETE FROM events; DELETE FROM record_keys")]
    public async Task Entries_cut_off_the_end_are_missed_by_the_head_that_is_kept_apart_and_also_after_the_record_grew_again(string sql)
    {
        await company.CommitAsync(3);
        await company.HappenAsync(new RecordEntry("key.rotated"), new RecordEntry("settings.changed"));
        await company.KeepHeadAsync();
        Assert.True((await company.VerifyAsync()).IsWhole);

        await company.PastTheTriggersAsync(sql);
        var cut = await company.VerifyAsync();
        await company.HappenAsync([.. Enumerable.Range(0, 9).Select(_ => new RecordEntry("token.made"))]);
        await using var db = company.Database.CreateDbContext();
        var isKept = await company.Head.KeepAsync(db, Some.Time, TestContext.Current.CancellationToken);
        var grown = await company.VerifyAsync();

        Assert.Contains(cut.Fault?.Kind, new RecordFaultKind?[] { RecordFaultKind.Cut, RecordFaultKind.BeginningGone });
        Assert.False(isKept);
        Assert.Equal((RecordFaultKind.Cut, 6), (grown.Fault?.Kind, grown.Fault?.Entry));
    }

    [Fact]
    public async Task A_hash_that_was_kept_elsewhere_is_found_or_missed()
    {
        await company.HappenAsync(new RecordEntry("settings.changed"));
        var kept = (await company.VerifyAsync()).LastHash!;
        await company.CommitAsync(1);

        Assert.Equal((true, 2L), await company.VerifyAsync(kept.ToUpperInvariant()) is var whole ? (whole.IsWhole, whole.Found!.Value) : default);
        await company.PastTheTriggersAsync("DELETE FROM record_links WHERE number > 1; DELETE FROM events WHERE id > 1; DELETE FROM changes");
        Assert.True((await company.VerifyAsync()).IsWhole);
        Assert.Equal(RecordFaultKind.HashUnknown, (await company.VerifyAsync(kept)).Fault?.Kind);
    }

    [Fact]
    public async Task A_restored_backup_is_cut_until_an_admin_accepts_it_on_record()
    {
        await company.HappenAsync(new RecordEntry("settings.changed"), new RecordEntry("settings.changed"));
        await company.KeepHeadAsync();
        await company.PastTheTriggersAsync("DELETE FROM record_links WHERE number = 3; DELETE FROM events WHERE id = 3");
        Assert.Equal(RecordFaultKind.Cut, (await company.VerifyAsync()).Fault?.Kind);

        var ends = new RecordEnds(company.Database, TestDatabase.Chain, company.Database.WritesAt(), company.Head, TimeProvider.System);
        await ends.AcceptAsync(TestContext.Current.CancellationToken);

        Assert.True((await company.VerifyAsync()).IsWhole);
        await using var db = company.Database.CreateDbContext();
        var accepted = await db.Events.OrderBy(row => row.Id).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal((RecordAction.HeadAccepted, """{"last_entry":"3"}""", """{"last_entry":"2"}"""), (accepted.Action, accepted.Before, accepted.After));
    }

    [Fact]
    public async Task An_address_that_went_in_time_leaves_the_record_whole()
    {
        await company.HappenAsync(new RecordEntry("settings.changed"));
        await using var db = company.Database.CreateDbContext();

        await db.Database.ExecuteSqlRawAsync("UPDATE events SET address = NULL", TestContext.Current.CancellationToken);

        Assert.True((await company.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_record_whose_key_ring_is_lost_goes_on_with_another_key_and_says_what_cannot_be_checked()
    {
        await company.CommitAsync(1);
        var other = new RecordChain(new Data.Secrets.SecretProtector(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()));
        await using (var db = company.Database.CreateDbContext())
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await new EventLog(other, Microsoft.Extensions.Logging.Abstractions.NullLogger<EventLog>.Instance).WriteAsync(db, Actor.Program, Some.Time, [new RecordEntry("settings.changed")], TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        await using var read = company.Database.CreateDbContext();
        Assert.Equal([RecordAction.Began, RecordAction.KeyReplaced, "settings.changed"], await read.Events.OrderBy(row => row.Id).Select(row => row.Action).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((RecordFaultKind.KeyUnreadable, 3), await company.VerifyAsync() is var verdict ? (verdict.Fault!.Kind, verdict.Fault.Entry) : default);
    }
}
