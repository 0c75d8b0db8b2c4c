using Microsoft.Data.Sqlite;

namespace Gatehouse.Dashboard.Operations;

/// <summary>A fault of the disk or the file under the database, told as what it is.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Its stable code.</param>
/// <param name="Words">What is so and what to do. Nothing was written.</param>
internal sealed record StorageFault(int Status, string Code, string Words)
{
    /// <summary>Null: the error is of another kind.</summary>
    public static StorageFault? Of(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is SqliteException sqlite)
                return Of(sqlite.SqliteErrorCode);
        return null;
    }

    private static StorageFault? Of(int code) => code switch
    {
        13 => new(StatusCodes.Status507InsufficientStorage, "storage_full", "The disk of the database is full. Nothing was written. Make room, then try again."),
        8 => new(StatusCodes.Status503ServiceUnavailable, "storage_read_only", "The database can only be read. Nothing was written. Give the program's account the right to write its file and folder."),
        10 or 14 => new(StatusCodes.Status503ServiceUnavailable, "storage_unreachable", "The database's file cannot be read or written. Nothing was written. Look at its disk and folder."),
        11 or 26 => new(StatusCodes.Status503ServiceUnavailable, "storage_damaged", "The database's file is damaged. Nothing was written. Stop the program and restore a backup."),
        _ => null,
    };
}
