using Gatehouse.Dashboard.Api;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Doors;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Starting;
using Gatehouse.Data;
using Gatehouse.Data.Access;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Export;
using Gatehouse.Data.Flows;
using Gatehouse.Data.Import;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.Settings;
using Gatehouse.Data.SignIns;
using Gatehouse.Data.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Gatehouse.Dashboard.Hosting;

/// <summary>Everything the program is made of.</summary>
public static class DashboardServices
{
    /// <summary>Bytes of the longest message that a page may send.</summary>
    internal const int LongestMessage = 256 * 1024;

    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        Settings.RefuseUnknown(builder.Configuration);
        builder.Services.AddData(builder.Configuration);
        builder.Services.AddSecurity();
        builder.Services.AddPages();
        builder.Services.AddOutgoing(builder.Configuration);
        builder.Services.AddApi();
        builder.Services.AddScrapedMetrics();
        builder.Services.AddServerLimits();
        builder.Services.AddAllowedHosts(builder.Configuration);
        builder.Services.AddTransportSecurity(builder.Configuration);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<Checkpointer>();
        builder.Services.AddHostedService<Greeting>();
        builder.Services.AddHostedService<WarmUp>();
        builder.Services.AddSingleton<RecordWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RecordWatch>());
        builder.Services.AddHostedService<RecordHeadKeeper>();
        builder.Services.AddHostedService<RecordRetentionSweep>();
        builder.Services.AddHostedService<OrphanSweep>();
        builder.Services.AddHostedService<FlowSweep>();
    }

    /// <summary>Settings, database, reconciler and secrets: what commands need too.</summary>
    public static void AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DashboardOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsValidator>();
        services.AddSingleton(TimeProvider.System);
        services.AddDbContextFactory<DashboardDbContext>((provider, options) =>
            options.UseGatehouseSqlite(provider.GetRequiredService<IOptions<DashboardOptions>>().Value.Database.ConnectionString));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContext());
        services.AddSingleton(provider => new WriteRules(ActorRoles.OfAsync, provider.GetRequiredService<EventLog>().WriteAsync));
        services.AddSingleton<Writes>();
        services.AddSingleton<PlanConnections>();
        services.AddScoped<Reconciler>();
        services.AddScoped<JointEdits>();
        services.AddSingleton<WholeEdits>();
        services.AddSingleton<SnapshotWriter>();
        services.AddDataProtection().SetApplicationName("Gatehouse");
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeyRing>();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton(provider => Configured(provider.GetRequiredService<IOptions<DashboardOptions>>().Value));
        services.AddSingleton<SettingQueries>();
        services.AddSingleton<SettingEdits>();
        services.AddSingleton<ApiTokenQueries>();
        services.AddSingleton<AdminQueries>();
        services.AddSingleton<AboutQueries>();
        services.AddSingleton<SignInQueries>();
        services.AddSingleton<Guardrail>();
        services.AddSingleton<SeenClock>();
        services.AddSingleton<PurgeQueries>();
        services.AddSingleton<ApiTokenStore>();
        services.AddSingleton<VirtualKeyEdits>();
        services.AddSingleton<FlowEdits>();
        services.AddSingleton<FlowSweeps>();
        services.AddSingleton<AccessCheck>();
        services.AddSingleton<StaticHeaders>();
        services.AddSingleton<ClientSecretUpgrade>();
        services.AddSingleton<McpClientEdits>();
        services.AddSingleton<ConnectionQueries>();
        services.AddSingleton<VirtualKeyQueries>();
        services.AddSingleton<McpClientQueries>();
        services.AddSingleton<SharingQueries>();
        services.AddSingleton<AllowlistQueries>();
        services.AddSingleton<CredentialQueries>();
        services.AddSingleton<CredentialListQueries>();
        services.AddSingleton<CredentialStories>();
        services.AddSingleton<ChangeQueries>();
        services.AddSingleton<ChangeObjects>();
        services.AddSingleton<RecordQueries>();
        services.AddSingleton<RecordChain>();
        services.AddSingleton<EventLog>();
        services.AddSingleton(provider => new RecordHead(provider.GetRequiredService<IOptions<DashboardOptions>>().Value.Secrets.KeyRing));
        services.AddSingleton<RecordEnds>();
        services.AddSingleton<EventWrites>();
        services.AddSingleton<RecordRetention>();
        services.AddSingleton<HistoryCheck>();
        services.AddSingleton<StoredSecrets>();
        services.AddSingleton<KeyRingState>();
        services.AddSingleton<ChoiceQueries>();
        services.AddSingleton<ProfileEdits>();
        services.AddSingleton<ProfileQueries>();
        services.AddSingleton<PeopleEdits>();
        services.AddSingleton<PeopleQueries>();
        services.AddSingleton<GroupQueries>();
        services.AddSingleton<PartyQueries>();
        services.AddSingleton<AccessQueries>();
        services.AddSingleton<AssignCheck>();
        services.AddSingleton<Importer>();
        services.AddSingleton<BifrostImporter>();
        services.AddSingleton<OverviewQueries>();
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            // Room for the longest field there is: each is bounded below this, or read as a stream (a house rule holds that).
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddMudServices(settings =>
        {
            settings.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            settings.SnackbarConfiguration.MaxDisplayedSnackbars = 1;
            settings.SnackbarConfiguration.VisibleStateDuration = 10_000;
            settings.SnackbarConfiguration.SnackbarVariant = Variant.Text;
            settings.SnackbarConfiguration.ShowTransitionDuration = 120;
            settings.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        services.AddScoped<Permit>();
        services.AddScoped(typeof(Permitted<>));
        services.AddScoped<NewKeys>();
        services.AddSingleton<KeptDrafts>();
        services.AddSingleton<LandedCommits>();
        services.AddScoped<DraftKeeper>();
        services.AddScoped<PlanSession>();
        services.AddScoped<Reviews>();
        services.AddScoped<LeaveGuard>();
        services.AddScoped<Inventory>();
        services.AddScoped<AssignSession>();
        services.AddSingleton<Failures>();
        services.AddSingleton<DriftWatch>();
        services.AddProblemDetails();
    }

    private static void AddOutgoing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => OutgoingRules.Of(
            provider.GetRequiredService<IOptions<DashboardOptions>>().Value.Outgoing.Allow ?? (ListenAddresses.AreLoopback(configuration) ? OutgoingRules.OnLoopback : "")));
        services.AddSingleton<GuardedHandlers>();
        services.AddSingleton<RefusedClients>();
        services.AddSingleton<ConnectionTest>();
    }

    private static LiveSettings Configured(DashboardOptions options) => new(options.Retention.OrphanDays, options.Guardrail.Credentials, options.Guardrail.Share);
}
