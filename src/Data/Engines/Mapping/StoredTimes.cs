using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Gatehouse.Data.Engines.Mapping;

/// <summary>How times lie in the tables of an engine that has no type for them.</summary>
internal static class StoredTimes
{
    public static void AddTo(ModelConfigurationBuilder conventions, DatabaseFacade database)
    {
        if (database.IsSqlite())
            conventions.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }
}
