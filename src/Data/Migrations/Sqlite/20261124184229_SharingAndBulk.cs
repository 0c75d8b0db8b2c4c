using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SharingAndBulk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_changes_fingerprint",
                table: "changes");

            migrationBuilder.AddColumn<string>(
                name: "inverse",
                table: "changes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "changed_objects",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    object_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changed_objects", x => new { x.change_id, x.kind, x.object_id });
                    table.ForeignKey(
                        name: "fk_changed_objects_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_changes_fingerprint",
                table: "changes",
                column: "fingerprint");

            migrationBuilder.CreateIndex(
                name: "ix_changed_objects_kind_object_id_change_id",
                table: "changed_objects",
                columns: new[] { "kind", "object_id", "change_id" });

            // Lines of the record named a client and a key; now a subject and, if there is one, a target.
            migrationBuilder.Sql(
                """
                UPDATE changes SET policy = (
                  SELECT json_group_array(json_object(
                    'sign', json_extract(value, '$.sign'), 'subject', json_extract(value, '$.mcp_client'),
                    'did', json_extract(value, '$.did') || ' key', 'target', json_extract(value, '$.virtual_key'),
                    'note', json_extract(value, '$.note')))
                  FROM json_each(policy))
                WHERE policy LIKE '%"mcp_client"%'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "changed_objects");

            migrationBuilder.DropIndex(
                name: "ix_changes_fingerprint",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "inverse",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "ix_changes_fingerprint",
                table: "changes",
                column: "fingerprint",
                unique: true);
        }
    }
}
