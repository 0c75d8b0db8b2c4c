using Bunit;
using Bunit.TestDoubles;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.McpServers;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Starting;
using Gatehouse.Data;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Engines;
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
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.Settings;
using Gatehouse.Data.SignIns;
using Gatehouse.Data.Tokens;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using MudBlazor;
using MudBlazor.Services;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>Components on a real database, with an admin signed in. Scripts and the browser are not there.</summary>
public sealed class PageContext : BunitContext
{
    /// <summary>How long a test waits for what will come: a page waits for real queries, and on a busy machine the first of a kind take long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static PageContext() => DefaultWaitTimeout = Patience;

    public PageContext(TestDatabase database, LiveSettings? settings = null)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Paste("");
        Authorization = this.AddAuthorization().SetAuthorized("mara.holt").SetRoles("Admin").SetPolicies([.. Permissions.Least.Keys]);
        Services.AddLogging();
        Services.AddMudServices();
        Services.AddSingleton<IDbContextFactory<DashboardDbContext>>(database);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(database.Connections);
        Services.AddSingleton(TestDatabase.Rules);
        Services.AddSingleton<Writes>();
        Services.AddSingleton(database.Reconciler());
        Services.AddSingleton(settings ?? new LiveSettings(90, 100, 1));
        Services.AddSingleton<SettingQueries>();
        Services.AddSingleton<SettingEdits>();
        Services.AddSingleton<ApiTokenStore>();
        Services.AddSingleton<ApiTokenQueries>();
        Services.AddSingleton<AdminQueries>();
        Services.AddSingleton<AboutQueries>();
        Services.AddSingleton<Guardrail>();
        Services.AddSingleton<SeenClock>();
        Services.AddSingleton<PurgeQueries>();
        Services.AddSingleton<VirtualKeyEdits>();
        Services.AddSingleton<WholeEdits>();
        Services.AddScoped<JointEdits>();
        Services.AddSingleton(new SecretProtector(new EphemeralDataProtectionProvider()));
        Services.AddSingleton<StaticHeaders>();
        Services.AddSingleton<McpClientEdits>();
        Services.AddSingleton<ConnectionQueries>();
        Services.AddSingleton(OutgoingRules.Of(OutgoingRules.OnLoopback));
        Services.AddSingleton<GuardedHandlers>();
        Services.AddSingleton<RefusedClients>();
        Services.AddSingleton<ConnectionTest>();
        Services.AddSingleton<VirtualKeyQueries>();
        Services.AddSingleton<McpClientQueries>();
        Services.AddSingleton<SharingQueries>();
        Services.AddSingleton<AllowlistQueries>();
        Services.AddSingleton<CredentialQueries>();
        Services.AddSingleton<CredentialListQueries>();
        Services.AddSingleton<CredentialStories>();
        Services.AddSingleton<ChangeQueries>();
        Services.AddSingleton<ChangeObjects>();
        Services.AddSingleton<RecordQueries>();
        Services.AddSingleton(TestDatabase.Chain);
        Services.AddSingleton<EventLog>();
        Services.AddSingleton<EventWrites>();
        Services.AddSingleton(new RecordHead(null));
        Services.AddSingleton<HistoryCheck>();
        Services.AddSingleton<StoredSecrets>();
        Services.AddSingleton<KeyRingState>();
        Services.AddSingleton<RecordWatch>();
        Services.AddSingleton<ChoiceQueries>();
        Services.AddSingleton<ProfileEdits>();
        Services.AddSingleton<ProfileQueries>();
        Services.AddSingleton<PeopleEdits>();
        Services.AddSingleton<PeopleQueries>();
        Services.AddSingleton<GroupQueries>();
        Services.AddSingleton<PartyQueries>();
        Services.AddSingleton<AccessQueries>();
        Services.AddSingleton<AssignCheck>();
        Services.AddSingleton<OverviewQueries>();
        Services.AddSingleton<DriftWatch>();
        Services.AddSingleton<BifrostImporter>();
        Services.AddScoped<Permit>();
        Services.AddScoped(typeof(Permitted<>));
        Services.AddScoped<NewKeys>();
        Services.AddSingleton<KeptDrafts>();
        Services.AddSingleton<LandedCommits>();
        Services.AddScoped<DraftKeeper>();
        Services.AddSingleton(new SignInLimits(TimeSpan.FromHours(12), TimeSpan.FromHours(1)));
        Services.AddSingleton<SignInStore>();
        Services.AddSingleton<SignInEdits>();
        Services.AddSingleton<SignInQueries>();
        Services.AddSingleton<Guesses>();
        Services.AddSingleton<DoorTurns>();
        Services.AddSingleton<IPasswordHasher<Admin>, PasswordHasher<Admin>>();
        Services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        Services.AddSingleton<NobodysPassword>();
        Services.AddSingleton<PasswordDoor>();
        Services.AddScoped<OwnSignIns>();
        // Nobody signed in with a password here: it is given whenever it is asked for.
        Services.AddScoped(services => new PasswordAgain(
            services.GetRequiredService<AuthenticationStateProvider>(), services.GetRequiredService<SignInStore>(), services.GetRequiredService<PasswordDoor>(), TimeProvider.System)
        {
            Ask = () => Task.FromResult(true),
        });
        Services.AddScoped<PlanSession>();
        Services.AddScoped<Reviews>();
        Services.AddScoped<LeaveGuard>();
        Services.AddScoped<Inventory>();
        Services.AddScoped<AssignSession>();
        Services.AddSingleton<Failures>();
    }

    /// <summary>Who is signed in: an admin, until the test says otherwise.</summary>
    public BunitAuthorizationContext Authorization { get; }

    /// <summary>What is in the long fields of a page: the browser hands it over as a stream.</summary>
    public void Paste(string text) => JSInterop.Setup<IJSStreamReference>("gatehouse.text", _ => true).SetResult(new PastedText(text));

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public Draft NewDraft(string title = "Allowlist of key key-1") => new(
        title, Services.GetRequiredService<Reconciler>(), TimeProvider.System, _ => Task.FromResult<Actor?>(Some.Named("mara.holt")), Services.GetRequiredService<LandedCommits>(), NullLogger.Instance);

    /// <summary>The frame that dialogs and popovers need.</summary>
    public IRenderedComponent<MudDialogProvider> RenderFrame()
    {
        Render<MudPopoverProvider>();
        Render<MudSnackbarProvider>();
        return Render<MudDialogProvider>();
    }
}
