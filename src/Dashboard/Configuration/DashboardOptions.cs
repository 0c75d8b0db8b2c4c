using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Data.Accounts;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Configuration;

/// <summary>Settings (docs/operations.md). Every default stands here; every error is found at start and names its setting.</summary>
public sealed class DashboardOptions
{
    public DatabaseSettings Database { get; set; } = new();

    public AdminSettings Admin { get; set; } = new();

    public SecretSettings Secrets { get; set; } = new();

    public RetentionSettings Retention { get; set; } = new();

    public GuardrailSettings Guardrail { get; set; } = new();

    public SessionSettings Sessions { get; set; } = new();

    public LimitSettings Limits { get; set; } = new();

    public GatewaySettings Gateway { get; set; } = new();

    public OutgoingSettings Outgoing { get; set; } = new();

    public sealed class DatabaseSettings
    {
        /// <summary><c>Sqlite</c>.</summary>
        public string Provider { get; set; } = "Sqlite";

        public string ConnectionString { get; set; } = "Data Source=data/gatehouse.db";
    }

    /// <summary>An admin that is created, or whose password is reset, at start: for automation.</summary>
    public sealed class AdminSettings
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }
    }

    public sealed class SecretSettings
    {
        /// <summary>Folder of the keys that protect secrets at rest. Back it up with the database.</summary>
        public string KeyRing { get; set; } = "data/keys";

        /// <summary>Start though stored secrets cannot be read with the key ring: the server says so and is not ready until they are entered anew.</summary>
        public bool StartWithoutKeys { get; set; }
    }

    public sealed class RetentionSettings
    {
        /// <summary>Days an orphaned credential is kept before it may be purged; 1 to 3,650.</summary>
        public int OrphanDays { get; set; } = 90;

        /// <summary>Days the record keeps the addresses of events; 1 to 3,650.</summary>
        public int AddressDays { get; set; } = 90;

        /// <summary>Days entries of the record stay in the database before they are exported and taken out; 0: for ever, else 30 to 36,500.</summary>
        public int RecordDays { get; set; }

        /// <summary>Folder of the exported parts of the record.</summary>
        public string RecordFolder { get; set; } = "data/record";
    }

    /// <summary>Above either limit a commit asks the admin to type the number of credentials that will be lost.</summary>
    public sealed class GuardrailSettings
    {
        /// <summary>Credentials; at least 1.</summary>
        public int Credentials { get; set; } = 100;

        /// <summary>Share of all credentials; above 0, at most 1.</summary>
        public double Share { get; set; } = 0.10;
    }

    /// <summary>How long somebody stays signed in.</summary>
    public sealed class SessionSettings
    {
        /// <summary>Hours from the password on, whatever is done meanwhile; 1 to 720.</summary>
        public int Hours { get; set; } = 12;

        /// <summary>Minutes without a request or an event of a page; 5 to 1,440.</summary>
        public int IdleMinutes { get; set; } = 60;

        public SignInLimits Limits => new(TimeSpan.FromHours(Hours), TimeSpan.FromMinutes(IdleMinutes));
    }

    /// <summary>How much is taken from one place, or from all.</summary>
    public sealed class LimitSettings
    {
        /// <summary>Minutes in which wrong passwords are counted, and after which one may try again; 1 to 60.</summary>
        public int SignInMinutes { get; set; } = 5;

        /// <summary>Wrong passwords for one user name from one address; 3 to 1,000.</summary>
        public int SignInTries { get; set; } = 5;

        /// <summary>Wrong passwords from one address, for whatever names; at least as many.</summary>
        public int SignInAddress { get; set; } = 50;

        /// <summary>Wrong passwords for one user name, from wherever; at least as many.</summary>
        public int SignInName { get; set; } = 100;

        /// <summary>Wrong passwords over all; at least as many.</summary>
        public int SignInAll { get; set; } = 2000;

        /// <summary>Connections at the same time; 0: as many as the handles of the process allow. Else 10 to 100,000.</summary>
        public int Connections { get; set; }

        /// <summary>Handles of the process that are kept back for files and the database; 50 to 10,000.</summary>
        public int Handles { get; set; } = 256;

        /// <summary>Requests a minute from one address; 0: no limit, else 60 to 10,000,000.</summary>
        public int Requests { get; set; } = 30_000;
    }

    /// <summary>Where requests of ours may go.</summary>
    public sealed class OutgoingSettings
    {
        /// <summary>Ranges of addresses and host names, between commas: private networks and plain http only there. Null: loopback, while we listen on loopback only.</summary>
        public string? Allow { get; set; }
    }

    public sealed class GatewaySettings
    {
        /// <summary>Name of the gateway, shown beside the mark.</summary>
        public string Name { get; set; } = "gateway";
    }
}

/// <summary>Checks every setting at start.</summary>
internal sealed class DashboardOptionsValidator : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        var errors = new List<string>();
        if (!string.Equals(options.Database.Provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
            errors.Add($"Database:Provider is \"{options.Database.Provider}\": this version knows Sqlite.");
        if (string.IsNullOrWhiteSpace(options.Database.ConnectionString))
            errors.Add("Database:ConnectionString is empty: name a file, e.g. \"Data Source=data/gatehouse.db\".");
        if (string.IsNullOrWhiteSpace(options.Secrets.KeyRing))
            errors.Add("Secrets:KeyRing is empty: name a folder.");
        if (string.IsNullOrEmpty(options.Admin.UserName) != string.IsNullOrEmpty(options.Admin.Password))
            errors.Add("Admin:UserName and Admin:Password go together: set both or neither.");
        if (options.Retention.OrphanDays is < 1 or > 3650)
            errors.Add($"Retention:OrphanDays is {options.Retention.OrphanDays}: 1 to 3650.");
        if (options.Retention.AddressDays is < 1 or > 3650)
            errors.Add($"Retention:AddressDays is {options.Retention.AddressDays}: 1 to 3650.");
        if (options.Retention.RecordDays is not (0 or >= 30 and <= 36_500))
            errors.Add($"Retention:RecordDays is {options.Retention.RecordDays}: 0 (for ever), or 30 to 36500.");
        if (string.IsNullOrWhiteSpace(options.Retention.RecordFolder))
            errors.Add("Retention:RecordFolder is empty: name a folder.");
        if (options.Guardrail.Credentials < 1)
            errors.Add($"Guardrail:Credentials is {options.Guardrail.Credentials}: at least 1.");
        if (options.Guardrail.Share is not (> 0 and <= 1))
            errors.Add($"Guardrail:Share is {options.Guardrail.Share}: above 0, at most 1.");
        if (options.Sessions.Hours is < 1 or > 720)
            errors.Add($"Sessions:Hours is {options.Sessions.Hours}: 1 to 720.");
        if (options.Sessions.IdleMinutes is < 5 or > 1440)
            errors.Add($"Sessions:IdleMinutes is {options.Sessions.IdleMinutes}: 5 to 1440.");
        if (options.Limits.SignInMinutes is < 1 or > 60)
            errors.Add($"Limits:SignInMinutes is {options.Limits.SignInMinutes}: 1 to 60.");
        if (options.Limits.SignInTries is < 3 or > 1000)
            errors.Add($"Limits:SignInTries is {options.Limits.SignInTries}: 3 to 1000.");
        foreach (var (limit, value) in new[] { ("SignInAddress", options.Limits.SignInAddress), ("SignInName", options.Limits.SignInName), ("SignInAll", options.Limits.SignInAll) })
            if (value < options.Limits.SignInTries)
                errors.Add($"Limits:{limit} is {value}: at least as many as Limits:SignInTries, {options.Limits.SignInTries}.");
        if (options.Limits.Connections is not (0 or >= 10 and <= 100_000))
            errors.Add($"Limits:Connections is {options.Limits.Connections}: 0 (as many as the handles of the process allow), or 10 to 100000.");
        if (options.Limits.Handles is < 50 or > 10_000)
            errors.Add($"Limits:Handles is {options.Limits.Handles}: 50 to 10000.");
        if (options.Limits.Requests is not (0 or >= 60 and <= 10_000_000))
            errors.Add($"Limits:Requests is {options.Limits.Requests}: 0 (no limit), or 60 to 10000000.");
        if (OutgoingRules.Wrong(options.Outgoing.Allow ?? "") is { } wrong)
            errors.Add(wrong);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
