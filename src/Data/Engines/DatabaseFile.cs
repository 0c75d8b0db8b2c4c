using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Data.Engines;

/// <summary>What a SQLite file is, found out before anything is written to it: it is opened to read only, and nothing is made beside the answer.</summary>
public static class DatabaseFile
{
    private const int HeaderLength = 100;

    // Made by EF before the first migration is on record: a process that was killed then has left these alone.
    private static readonly string[] Scaffold = ["__EFMigrationsHistory", "__EFMigrationsLock", "sqlite_sequence"];

    // Schemas before the first that is released: their migrations are gone.
    private static readonly HashSet<string> BeforeFirst =
    [
        "20261124001348_Initial", "20261124184229_SharingAndBulk", "20261124191633_HeaderNamesAndDeletes", "20261125063619_ApiTokensSettingsChain", "20261125070027_AppendOnlyRecord",
    ];

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
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            var tables = Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
            var applied = tables.Contains("__EFMigrationsHistory") ? Texts(connection, "SELECT migration_id FROM \"__EFMigrationsHistory\"", "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"") : [];
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
