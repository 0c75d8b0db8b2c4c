using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Data.Engines;

/// <summary>What a SQLite file is, found out before anything is written to it: nothing is made beside it.</summary>
public static class DatabaseFile
{
    private const int HeaderLength = 100;
    private const string History = "__EFMigrationsHistory";

    // Made by EF before the first migration is on record: a process that was killed then has left these alone.
    private static readonly string[] Scaffold = ["__EFMigrationsHistory", "__EFMigrationsLock", "sqlite_sequence"];

    // Schemas before the first that is released: their migrations are gone.
    private static readonly HashSet<string> BeforeFirst =
    [
        "20261124001348_Initial", "20261124184229_SharingAndBulk", "20261124191633_HeaderNamesAndDeletes", "20261125063619_ApiTokensSettingsChain", "20261125070027_AppendOnlyRecord",
    ];

    /// <summary>The file that a connection string names, as a whole path.</summary>
    /// <exception cref="ArgumentException">It is no connection string, or names no file; the message says why.</exception>
    public static string PathOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.Mode == SqliteOpenMode.Memory || string.IsNullOrWhiteSpace(builder.DataSource) || builder.DataSource == ":memory:" || builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("It names no file.");
        return Path.GetFullPath(builder.DataSource);
    }

    /// <param name="path">The file.</param>
    /// <param name="known">Ids of the migrations that this program knows, oldest first.</param>
    public static DatabaseKind Inspect(string path, IReadOnlyList<string> known)
    {
        if (System.IO.Directory.Exists(path))
            return new DatabaseKind.Unusable("it is a folder");
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
            return new DatabaseKind.Empty();
        try
        {
            if (WrongHeader(file) is { } wrong)
                return new DatabaseKind.Unusable(wrong);
            var (tables, applied) = Read(path);
            return Of(tables, applied, known);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 11 or 26)
        {
            return new DatabaseKind.Unusable("it is damaged");
        }
        catch (SqliteException error)
        {
            return new DatabaseKind.Unusable(error.SqliteErrorCode == 14 ? "it cannot be opened: look at who owns it and its folder" : $"SQLite says: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new DatabaseKind.Unusable("it cannot be read: look at who owns it");
        }
    }

    private static DatabaseKind Of(HashSet<string> tables, HashSet<string> applied, IReadOnlyList<string> known)
    {
        if (applied.Count == 0)
            return tables.All(Scaffold.Contains) ? new DatabaseKind.Empty() : new DatabaseKind.Foreign();
        if (!applied.Contains(known[0]))
            return applied.Overlaps(BeforeFirst) ? new DatabaseKind.TooOld() : new DatabaseKind.Foreign();
        return applied.FirstOrDefault(id => !known.Contains(id) && !BeforeFirst.Contains(id)) is { } newer
            ? new DatabaseKind.Newer(newer)
            : new DatabaseKind.Ours([.. known.Where(id => !applied.Contains(id))]);
    }

    /// <summary>Why the first bytes are none of a whole SQLite database; null: they are.</summary>
    private static string? WrongHeader(FileInfo file)
    {
        if (file.Length < HeaderLength)
            return "it is no SQLite database";
        Span<byte> header = stackalloc byte[HeaderLength];
        using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            stream.ReadExactly(header);
        if (!header.StartsWith("SQLite format 3\0"u8))
            return "it is no SQLite database";
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        // The count is good only while the change counter beside it agrees; pages may still stand in the write-ahead log.
        var counts = BinaryPrimitives.ReadUInt32BigEndian(header[24..]) == BinaryPrimitives.ReadUInt32BigEndian(header[92..]);
        return counts && !File.Exists(file.FullName + "-wal") && file.Length < (long)pages * (size == 1 ? 65_536 : size) ? "it was cut short" : null;
    }

    /// <summary>
    /// Its tables and migrations. Opening a database, even to read only, may make a log and shared memory beside it: so it is read as one that nobody writes,
    /// and once more with its log only when that may be ours.
    /// </summary>
    private static (HashSet<string> Tables, HashSet<string> Applied) Read(string path)
    {
        try
        {
            var quiet = Read(path, isQuiet: true);
            return HasLog(path) && (quiet.Tables.Contains(History) || LogNamesHistory(path)) ? Read(path, isQuiet: false) : quiet;
        }
        catch (SqliteException) when (HasLog(path) && LogNamesHistory(path))
        {
            return Read(path, isQuiet: false);
        }
    }

    private static (HashSet<string> Tables, HashSet<string> Applied) Read(string path, bool isQuiet)
    {
        var source = isQuiet ? $"file:{Uri.EscapeDataString(path)}?immutable=1" : path;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var tables = Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
        return (tables, tables.Contains(History) ? Texts(connection, $"SELECT migration_id FROM \"{History}\"", $"SELECT \"MigrationId\" FROM \"{History}\"") : []);
    }

    private static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    /// <summary>The log of a database of ours names the table of its migrations from its first start on.</summary>
    private static bool LogNamesHistory(string path)
    {
        using var log = new FileStream(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var name = Encoding.ASCII.GetBytes(History);
        var buffer = new byte[1 << 16];
        for (int kept = 0, read; (read = log.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var seen = buffer.AsSpan(0, kept + read);
            if (seen.IndexOf(name) >= 0)
                return true;
            kept = Math.Min(name.Length, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }
        return false;
    }

    private static HashSet<string> Texts(SqliteConnection connection, params string[] statements)
    {
        foreach (var sql in statements)
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                using var reader = command.ExecuteReader();
                var found = new HashSet<string>();
                while (reader.Read())
                    found.Add(reader.GetString(0));
                return found;
            }
            catch (SqliteException unknownColumn) when (unknownColumn.SqliteErrorCode == 1 && sql != statements[^1])
            {
                // Another program's history names its columns otherwise.
            }
        }
        return [];
    }
}

/// <summary>What a file is to this program.</summary>
public abstract record DatabaseKind
{
    private DatabaseKind()
    {
    }

    /// <summary>There is no file, or nothing of anybody's is in it.</summary>
    public sealed record Empty : DatabaseKind;

    /// <summary>A database of ours.</summary>
    /// <param name="Pending">Migrations that it still lacks, oldest first.</param>
    public sealed record Ours(IReadOnlyList<string> Pending) : DatabaseKind;

    /// <summary>A database of a newer version of this program.</summary>
    /// <param name="Migration">One that this version does not know.</param>
    public sealed record Newer(string Migration) : DatabaseKind;

    /// <summary>A database of a schema before the first that was released.</summary>
    public sealed record TooOld : DatabaseKind;

    /// <summary>Another program's database.</summary>
    public sealed record Foreign : DatabaseKind;

    /// <summary>No database, or none that can be read.</summary>
    /// <param name="Reason">Why, behind "…: ".</param>
    public sealed record Unusable(string Reason) : DatabaseKind;
}
