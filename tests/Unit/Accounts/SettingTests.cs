using Gatehouse.Data.Accounts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Accounts;

/// <summary>What an admin chooses counts before the configuration, at once and everywhere.</summary>
public sealed class SettingTests : IDisposable
{
    private static readonly LiveSettings Configured = new(90, 100, 0.10);
    private readonly TestDatabase database = new();
    private readonly SettingQueries settings;
    private readonly SettingEdits edits;

    public SettingTests() => (settings, edits) = (new(database, Configured), new(database.WritesAt(new FakeTimeProvider(Some.Time))));

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Until_somebody_chooses_the_configuration_counts() => Assert.Equal(Configured, await settings.NowAsync(Cancel));

    [Fact]
    public async Task What_is_chosen_counts_at_once_on_another_process_and_is_signed()
    {
        await edits.KeepOrphansAsync(Some.Named("mara"), 30, Cancel);
        await edits.GuardAsync(Some.Named("ben"), 5, 0.025, Cancel);
        var state = await new SettingQueries(database, Configured).StateAsync(Cancel);
        Assert.Equal((new LiveSettings(30, 5, 0.025), Configured), (state.Now, state.Configured));
        Assert.Equal(("mara", Some.Time), state.Chosen.Single(setting => setting.Name == LiveSettings.OrphanDaysName) is var chosen ? (chosen.By, chosen.At) : default);
        Assert.Equal("ben", state.Chosen.Single(setting => setting.Name == LiveSettings.GuardrailShareName).By);
    }

    [Fact]
    public async Task A_choice_is_replaced_and_can_be_left_to_the_configuration_again()
    {
        await edits.KeepOrphansAsync(Some.Named("mara"), 30, Cancel);
        await edits.KeepOrphansAsync(Some.Named("mara"), 31, Cancel);
        Assert.Equal(31, (await settings.NowAsync(Cancel)).OrphanDays);
        await edits.KeepOrphansAsync(Some.Named("mara"), null, Cancel);
        await edits.GuardAsync(Some.Named("mara"), 1, 1, Cancel);
        await edits.GuardAsync(Some.Named("mara"), null, null, Cancel);
        Assert.Equal(Configured, await settings.NowAsync(Cancel));
        Assert.Empty((await settings.StateAsync(Cancel)).Chosen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3651)]
    public async Task Days_out_of_bounds_are_refused_and_nothing_is_written(int days)
    {
        Assert.Equal(LiveSettings.OrphanDaysName, Assert.IsType<EditOutcome.Refused>(await edits.KeepOrphansAsync(Some.Named("mara"), days, Cancel)).Field);
        Assert.Equal(Configured, await settings.NowAsync(Cancel));
    }

    [Theory]
    [InlineData(0, 0.5, LiveSettings.GuardrailCredentialsName)]
    [InlineData(1, 0.0, LiveSettings.GuardrailShareName)]
    [InlineData(1, 1.01, LiveSettings.GuardrailShareName)]
    [InlineData(1, double.NaN, LiveSettings.GuardrailShareName)]
    public async Task Guardrails_out_of_bounds_are_refused_whole(int credentials, double share, string field)
    {
        Assert.Equal(field, Assert.IsType<EditOutcome.Refused>(await edits.GuardAsync(Some.Named("mara"), credentials, share, Cancel)).Field);
        Assert.Equal(Configured, await settings.NowAsync(Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3650)]
    public async Task The_bounds_themselves_are_taken(int days)
    {
        Assert.IsType<EditOutcome.Done>(await edits.KeepOrphansAsync(Some.Named("mara"), days, Cancel));
        Assert.IsType<EditOutcome.Done>(await edits.GuardAsync(Some.Named("mara"), 1, 1, Cancel));
        Assert.Equal(new LiveSettings(days, 1, 1), await settings.NowAsync(Cancel));
    }

    [Fact]
    public async Task What_a_hand_in_the_database_wrote_that_is_no_number_counts_as_not_chosen()
    {
        database.Add(new StoredSetting { Name = LiveSettings.OrphanDaysName, Value = "many", ChangedAt = Some.Time, ChangedBy = "hand" });
        Assert.Equal(Configured, await settings.NowAsync(Cancel));
    }

    [Fact]
    public async Task The_guardrail_is_the_chosen_one()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        foreach (var id in Enumerable.Range(1, 20))
        {
            database.Add(Some.User(id));
            database.Add(Some.Token(id, 1, IdentityKind.User, id));
        }
        var guardrail = new Guardrail(database, settings);
        Assert.Equal((false, true), (await guardrail.IsOverAsync(2, Cancel), await guardrail.IsOverAsync(3, Cancel)));
        await edits.GuardAsync(Some.Named("mara"), 100, 0.5, Cancel);
        Assert.Equal((false, true), (await guardrail.IsOverAsync(10, Cancel), await guardrail.IsOverAsync(11, Cancel)));
        await edits.GuardAsync(Some.Named("mara"), 4, 1, Cancel);
        Assert.Equal((false, true), (await guardrail.IsOverAsync(4, Cancel), await guardrail.IsOverAsync(5, Cancel)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
