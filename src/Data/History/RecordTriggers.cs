namespace Gatehouse.Data.History;

/// <summary>
/// What the database itself refuses: to alter, remove or replace anything on record. They hold back the accident, e.g. a script or a mistaken
/// DELETE; who may write the file may also drop a trigger, and then the chain shows what was altered.
/// </summary>
/// <remarks>Migrations run these texts: they stay as they are. A later trigger is a later text.</remarks>
internal static class RecordTriggers
{
    private const string Refused = "BEGIN SELECT RAISE(ABORT, 'The record is append-only.'); END";

    /// <summary>What <see cref="RecordSegment"/> has exported may be taken out.</summary>
    private const string LastExportedChange = "ifnull((SELECT max(last_change_id) FROM record_segments), 0)";

    private const string LastExportedEntry = "ifnull((SELECT max(last_number) FROM record_segments), 0)";

    private static readonly string[] OfChanges = ["changed_credentials", "changed_grants", "changed_objects", "deleted_objects"];

    private static readonly string[] EventColumns =
    [
        "id", "at", "actor", "actor_id", "origin", "address_digest", "action", "\"group\"", "object_kind", "object_id", "object_name", "before", "after", "search",
    ];

    /// <summary>Triggers of the record of the first build, in the place of which these are.</summary>
    public static IEnumerable<string> Dropped()
    {
        foreach (var table in OfChanges.Prepend("changes"))
            foreach (var done in new[] { "altered", "removed" })
                yield return $"DROP TRIGGER {table}_are_not_{done}";
    }

    public static IEnumerable<string> Made()
    {
        // INSERT OR REPLACE removes the row in its way without asking a trigger of removal: it is refused before. A row of an entry that has its link
        // comes too late in any case.
        yield return Trigger("changes", "replaced", "INSERT", "EXISTS (SELECT 1 FROM changes WHERE id = NEW.id)");
        yield return Trigger("changes", "altered", "UPDATE",
            "OLD.hash IS NOT NULL OR NEW.id IS NOT OLD.id OR EXISTS (SELECT 1 FROM record_links WHERE change_id = OLD.id)");
        yield return Trigger("changes", "removed", "DELETE", $"OLD.id > {LastExportedChange}");
        foreach (var table in OfChanges)
        {
            var taken = table == "deleted_objects" ? " OR EXISTS (SELECT 1 FROM deleted_objects WHERE kind = NEW.kind AND object_id = NEW.object_id)" : "";
            yield return Trigger(table, "replaced", "INSERT", $"NEW.change_id <= (SELECT max(change_id) FROM record_links){taken}");
            yield return Trigger(table, "altered", "UPDATE", null);
            yield return Trigger(table, "removed", "DELETE", $"OLD.change_id > {LastExportedChange}");
        }
        yield return Trigger("events", "replaced", "INSERT", "EXISTS (SELECT 1 FROM events WHERE id = NEW.id) OR NEW.id <= (SELECT max(number) FROM record_links)");
        // Only the address goes, in time.
        yield return Trigger("events", "altered", "UPDATE",
            $"NEW.address IS NOT NULL OR {string.Join(" OR ", EventColumns.Select(column => $"NEW.{column} IS NOT OLD.{column}"))}");
        yield return Trigger("events", "removed", "DELETE", $"OLD.id > {LastExportedEntry}");
        yield return Trigger("record_links", "replaced", "INSERT", "NEW.number <= (SELECT max(number) FROM record_links) OR EXISTS (SELECT 1 FROM record_links WHERE change_id = NEW.change_id)");
        yield return Trigger("record_links", "altered", "UPDATE", null);
        yield return Trigger("record_links", "removed", "DELETE", $"OLD.number > {LastExportedEntry}");
        yield return Trigger("record_keys", "replaced", "INSERT", "NEW.first_number <= (SELECT max(first_number) FROM record_keys)");
        yield return Trigger("record_keys", "altered", "UPDATE", null);
        yield return Trigger("record_keys", "removed", "DELETE", null);
        yield return Trigger("record_segments", "replaced", "INSERT", "NEW.last_number <= (SELECT max(last_number) FROM record_segments)");
        yield return Trigger("record_segments", "altered", "UPDATE", null);
        yield return Trigger("record_segments", "removed", "DELETE", null);
    }

    private static string Trigger(string table, string done, string statement, string? when) =>
        $"CREATE TRIGGER {table}_are_not_{done} BEFORE {statement} ON {table} {(when is null ? "" : $"WHEN {when} ")}{Refused}";
}
