using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneRecord : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: true),
                    origin = table.Column<int>(type: "INTEGER", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    address_digest = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<int>(type: "INTEGER", nullable: false),
                    object_kind = table.Column<int>(type: "INTEGER", nullable: true),
                    object_id = table.Column<string>(type: "TEXT", nullable: true),
                    object_name = table.Column<string>(type: "TEXT", nullable: true),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "record_keys",
                columns: table => new
                {
                    first_number = table.Column<long>(type: "INTEGER", nullable: false),
                    @protected = table.Column<byte[]>(name: "protected", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_keys", x => x.first_number);
                });

            migrationBuilder.CreateTable(
                name: "record_links",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    change_id = table.Column<long>(type: "INTEGER", nullable: true),
                    form = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_links", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "record_segments",
                columns: table => new
                {
                    last_number = table.Column<long>(type: "INTEGER", nullable: false),
                    first_number = table.Column<long>(type: "INTEGER", nullable: false),
                    last_change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_hash = table.Column<string>(type: "TEXT", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    seal = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_segments", x => x.last_number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_events_action_id",
                table: "events",
                columns: new[] { "action", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_actor_id",
                table: "events",
                columns: new[] { "actor", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_at",
                table: "events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_events_group_id",
                table: "events",
                columns: new[] { "group", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_object_id_id",
                table: "events",
                columns: new[] { "object_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_record_links_change_id",
                table: "record_links",
                column: "change_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_record_links_number_change_id",
                table: "record_links",
                columns: new[] { "number", "change_id" },
                filter: "change_id IS NOT NULL");

            foreach (var trigger in RecordTriggers.Dropped().Concat(RecordTriggers.Made()))
                migrationBuilder.Sql(trigger);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "record_keys");

            migrationBuilder.DropTable(
                name: "record_links");

            migrationBuilder.DropTable(
                name: "record_segments");
        }
    }
}
