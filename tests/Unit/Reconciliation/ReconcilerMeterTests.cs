using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>What is told of plans and commits to whoever measures.</summary>
public sealed class ReconcilerMeterTests : IDisposable
{
    private static readonly CommitRequest Mara = new(Some.Named("mara"));
    private static readonly Edit Removal = new Edit.Allowlist("vk1", Remove: ["c1"]);

    // Other tests commit at the same time: a measurement is heard by the test in whose flow it is made.
    private static readonly AsyncLocal<List<string>?> Flow = new();

    private readonly TestDatabase database = new();
    private readonly List<string> heard = [];
    private readonly MeterListener listener = new();

    public ReconcilerMeterTests()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        Flow.Value = heard;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ReconcilerMeter.Name)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            Assert.InRange(seconds, 0, 60);
            if (Flow.Value == heard)
                heard.Add($"{instrument.Name.Split('.')[1]} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}");
        });
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Each_plan_and_each_commit_is_told_once_by_kind_and_outcome()
    {
        var reconciler = database.Reconciler();
        var plan = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(Removal)).Plan;
        await reconciler.PlanAsync(new Edit.DeleteUser("nobody"));
        await reconciler.CommitAsync(Removal, Mara with { Fingerprint = new string('0', plan.Fingerprint.Length) });
        await reconciler.CommitAsync(Removal, Mara with { Fingerprint = plan.Fingerprint });
        await reconciler.CommitAsync(Removal, Mara with { Fingerprint = plan.Fingerprint });
        await reconciler.CommitAsync(Removal, Mara);
        await reconciler.CommitAsync(new Edit.DeleteUser("nobody"), Mara);
        Assert.Equal(
            [
                "plan allowlist planned", "plan delete_user rejected", "commit allowlist stale", "commit allowlist committed",
                "commit allowlist already_committed", "commit allowlist nothing", "commit delete_user rejected",
            ], heard);
    }

    [Fact]
    public async Task A_commit_that_ends_without_an_outcome_is_told_too()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Reconciler().CommitAsync(Removal, Mara, cancelled.Token));
        Assert.Equal(["commit allowlist unfinished"], heard);
    }

    [Fact]
    public async Task Of_a_joint_edit_the_edit_is_told_and_a_write_alone_is_no_commit()
    {
        var joint = new JointEdits(database.Reconciler(), database.Connections, database.WritesAt(), TimeProvider.System, NullLogger<JointEdits>.Instance);
        await joint.CommitAsync(new("virtual_keys", Write, _ => null), Mara);
        Assert.Empty(heard);
        await joint.PlanAsync(new(null, null, _ => Removal));
        await joint.PlanAsync(new("virtual_keys", Write, _ => Removal));
        await joint.CommitAsync(new("virtual_keys", Write, _ => Removal), Mara);
        await joint.CommitAsync(new(null, null, _ => Removal), Mara);
        Assert.Equal(["plan allowlist planned", "plan allowlist planned", "commit allowlist committed", "commit allowlist nothing"], heard);
    }

    [Fact]
    public void Kinds_are_called_what_the_API_calls_them() =>
        Assert.Equal(
            typeof(Edit).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(type => (string)type.TypeDiscriminator!).Order(StringComparer.Ordinal),
            Enum.GetNames<EditKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Order(StringComparer.Ordinal));

    private static Task<EditOutcome> Write(WriteStep step, CancellationToken cancellation)
    {
        step.OffRecord("A test that writes nothing.");
        return Task.FromResult<EditOutcome>(new EditOutcome.Done("vk1"));
    }
}
