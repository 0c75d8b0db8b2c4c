using Microsoft.Data.Sqlite;

namespace Gatehouse.Data.Engines;

/// <summary>Reads what an exception, or one inside it, says of the database: the storage below it refuses, or another connection holds it.</summary>
public static class ExceptionReader
{
    // Of the system (errno.h): IOException carries them on every Unix.
    private const int NoRoom = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    /// <summary>SQLITE_IOERR_SHMSIZE: no room for the memory that readers share.</summary>
    private const int NoRoomToShare = 4874;

    /// <summary>What is wrong with the storage; null: the exception says nothing of it.</summary>
    public static StorageFault? StorageFaultOf(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is SqliteException sqlite)
                return sqlite.SqliteErrorCode switch
                {
                    13 => StorageFault.Full,
                    8 => StorageFault.ReadOnly,
                    11 or 26 => StorageFault.Damaged,
                    14 => StorageFault.Gone,
                    10 => sqlite.SqliteExtendedErrorCode == NoRoomToShare ? StorageFault.Full : StorageFault.Failed,
                    _ => null,
                };
            else if (error is IOException { HResult: NoRoom or OverQuota })
                return StorageFault.Full;
            else if (error is IOException { HResult: ReadOnly })
                return StorageFault.ReadOnly;
        return null;
    }

    /// <summary>Another connection holds the database.</summary>
    public static bool IsBusy(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is SqliteException { SqliteErrorCode: 5 or 6 })
                return true;
        return false;
    }
}
