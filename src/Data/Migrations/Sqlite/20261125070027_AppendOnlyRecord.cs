using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AppendOnlyRecord : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A record is written once: a change is whole when it has its hash, its rows from the moment they are there.
            migrationBuilder.Sql("CREATE TRIGGER changes_are_not_altered BEFORE UPDATE ON changes WHEN OLD.hash IS NOT NULL BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only.'); END");
            migrationBuilder.Sql("CREATE TRIGGER changes_are_not_removed BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only.'); END");
            foreach (var table in new[] { "changed_credentials", "changed_grants", "changed_objects", "deleted_objects" })
            {
                migrationBuilder.Sql($"CREATE TRIGGER {table}_are_not_altered BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only.'); END");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_are_not_removed BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only.'); END");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "changes", "changed_credentials", "changed_grants", "changed_objects", "deleted_objects" })
            {
                migrationBuilder.Sql($"DROP TRIGGER {table}_are_not_altered");
                migrationBuilder.Sql($"DROP TRIGGER {table}_are_not_removed");
            }
        }
    }
}
