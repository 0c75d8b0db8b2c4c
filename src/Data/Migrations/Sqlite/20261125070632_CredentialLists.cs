using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CredentialLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_oauth_tokens_identity_kind_identity_id",
                table: "oauth_tokens");

            migrationBuilder.DropIndex(
                name: "ix_header_credentials_identity_kind_identity_id",
                table: "header_credentials");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_created_at_id",
                table: "oauth_tokens",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_health",
                table: "oauth_tokens",
                column: "health",
                filter: "health <> 1");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_identity_kind_identity_id_orphaned_at",
                table: "oauth_tokens",
                columns: new[] { "identity_kind", "identity_id", "orphaned_at" },
                filter: "orphaned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_secrets_last_used_at_id",
                table: "oauth_token_secrets",
                columns: new[] { "last_used_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_created_at_id",
                table: "header_credentials",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_health",
                table: "header_credentials",
                column: "health",
                filter: "health <> 1");

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_identity_kind_identity_id_orphaned_at",
                table: "header_credentials",
                columns: new[] { "identity_kind", "identity_id", "orphaned_at" },
                filter: "orphaned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_credential_secrets_last_used_at_id",
                table: "header_credential_secrets",
                columns: new[] { "last_used_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_oauth_tokens_created_at_id",
                table: "oauth_tokens");

            migrationBuilder.DropIndex(
                name: "ix_oauth_tokens_health",
                table: "oauth_tokens");

            migrationBuilder.DropIndex(
                name: "ix_oauth_tokens_identity_kind_identity_id_orphaned_at",
                table: "oauth_tokens");

            migrationBuilder.DropIndex(
                name: "ix_oauth_token_secrets_last_used_at_id",
                table: "oauth_token_secrets");

            migrationBuilder.DropIndex(
                name: "ix_header_credentials_created_at_id",
                table: "header_credentials");

            migrationBuilder.DropIndex(
                name: "ix_header_credentials_health",
                table: "header_credentials");

            migrationBuilder.DropIndex(
                name: "ix_header_credentials_identity_kind_identity_id_orphaned_at",
                table: "header_credentials");

            migrationBuilder.DropIndex(
                name: "ix_header_credential_secrets_last_used_at_id",
                table: "header_credential_secrets");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_identity_kind_identity_id",
                table: "oauth_tokens",
                columns: new[] { "identity_kind", "identity_id" },
                filter: "orphaned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_identity_kind_identity_id",
                table: "header_credentials",
                columns: new[] { "identity_kind", "identity_id" },
                filter: "orphaned_at IS NOT NULL");
        }
    }
}
