using Npgsql;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Where a Bifrost database is. It is only ever read.</summary>
public abstract record BifrostSource
{
    private BifrostSource() { }

    /// <summary>A SQLite file, <c>config.db</c>; its <c>-wal</c> beside it is read too.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="IsCopy">It is ours already (uploaded): it need not be copied before it is opened.</param>
    public sealed record SqliteFile(string Path, bool IsCopy = false) : BifrostSource;

    /// <summary>The gateway's <c>config.json</c>: policy without credentials.</summary>
    public sealed record ConfigFile(string Path) : BifrostSource;

    /// <summary>What a file holds: settings in JSON, or a SQLite database.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isCopy">It is ours already (uploaded).</param>
    /// <param name="cancellation">Before it is read.</param>
    public static async Task<BifrostSource> OfFileAsync(string path, bool isCopy = false, CancellationToken cancellation = default) =>
        await BifrostConfig.IsJsonAsync(path, cancellation) ? new ConfigFile(path) : new SqliteFile(path, isCopy);

    /// <summary>A PostgreSQL database.</summary>
    public sealed record Server : BifrostSource
    {
        internal Server(string connectionString) => ConnectionString = connectionString;

        internal string ConnectionString { get; }

        /// <summary>Without its password.</summary>
        public override string ToString() => "PostgreSQL";
    }

    /// <summary>The server that a connection string or address means; null with <paramref name="error"/>, which holds nothing of the text.</summary>
    public static Server? ServerOf(string text, out string? error)
    {
        error = null;
        try
        {
            var builder = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? OfAddress(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(builder.Host))
                return new Server(new NpgsqlConnectionStringBuilder(builder.ConnectionString) { ApplicationName = "gatehouse-import", Pooling = false, IncludeErrorDetail = false }.ToString());
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            // Its message may hold a part of the text.
        }
        error = "That is no connection string of PostgreSQL. Write Host=…;Database=…;Username=…, or postgres://user@host/database.";
        return null;
    }

    private static NpgsqlConnectionStringBuilder OfAddress(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        if (address.Port > 0)
            builder.Port = address.Port;
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
            builder[pair[0] == "sslmode" ? "SSL Mode" : pair[0]] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        return builder;
    }
}
