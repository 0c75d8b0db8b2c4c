using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Data.Migrations.Sqlite
{
    /// <summary>The first six migrations in one. It has the id of the last of them, so that a file made by them has nothing to do.</summary>
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_profiles",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_profiles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "admins",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    committed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<int>(type: "INTEGER", nullable: false),
                    edit_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    edit = table.Column<string>(type: "TEXT", nullable: false),
                    policy = table.Column<string>(type: "TEXT", nullable: false),
                    tallies = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    undoes_change_id = table.Column<long>(type: "INTEGER", nullable: true),
                    inverse = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "header_credential_secrets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    values = table.Column<byte[]>(type: "BLOB", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_credential_secrets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "header_name_sets",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    names = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_name_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mcp_clients",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    connection_type = table.Column<int>(type: "INTEGER", nullable: false),
                    connection_string = table.Column<string>(type: "TEXT", nullable: false),
                    auth_type = table.Column<int>(type: "INTEGER", nullable: false),
                    allow_on_all_virtual_keys = table.Column<bool>(type: "INTEGER", nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    per_user_header_keys = table.Column<string>(type: "TEXT", nullable: false),
                    tools = table.Column<string>(type: "TEXT", nullable: false),
                    static_headers = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ca_cert_pem = table.Column<string>(type: "TEXT", nullable: true),
                    insecure_skip_verify = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mcp_clients", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mcp_sessions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    session_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mcp_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oauth_token_secrets",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    access_token = table.Column<byte[]>(type: "BLOB", nullable: true),
                    refresh_token = table.Column<byte[]>(type: "BLOB", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_token_secrets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "admin_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admin_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_admin_claims_admins_user_id",
                        column: x => x.user_id,
                        principalTable: "admins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admin_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admin_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_admin_logins_admins_user_id",
                        column: x => x.user_id,
                        principalTable: "admins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admin_tokens",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admin_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_admin_tokens_admins_user_id",
                        column: x => x.user_id,
                        principalTable: "admins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "changed_credentials",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    credential_id = table.Column<long>(type: "INTEGER", nullable: false),
                    move = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changed_credentials", x => new { x.change_id, x.mcp_client_id, x.identity_kind, x.identity_id, x.kind, x.credential_id, x.move });
                    table.ForeignKey(
                        name: "fk_changed_credentials_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "changed_grants",
                columns: table => new
                {
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changed_grants", x => new { x.change_id, x.virtual_key_id, x.mcp_client_id });
                    table.ForeignKey(
                        name: "fk_changed_grants_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "deleted_objects",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    object_id = table.Column<int>(type: "INTEGER", nullable: false),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    change_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deleted_objects", x => new { x.kind, x.object_id });
                    table.ForeignKey(
                        name: "fk_deleted_objects_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_grants",
                columns: table => new
                {
                    profile_id = table.Column<int>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    tools = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile_grants", x => new { x.profile_id, x.mcp_client_id });
                    table.ForeignKey(
                        name: "fk_profile_grants_access_profiles_profile_id",
                        column: x => x.profile_id,
                        principalTable: "access_profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_profile_grants_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                columns: table => new
                {
                    group_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_members", x => new { x.group_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_group_members_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_group_members_people_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "virtual_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    secret_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    secret_prefix = table.Column<string>(type: "TEXT", nullable: true),
                    owner_user_id = table.Column<int>(type: "INTEGER", nullable: true),
                    owner_group_id = table.Column<int>(type: "INTEGER", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_virtual_keys", x => x.id);
                    table.CheckConstraint("ck_virtual_keys_one_owner", "owner_user_id IS NULL OR owner_group_id IS NULL");
                    table.ForeignKey(
                        name: "fk_virtual_keys_groups_owner_group_id",
                        column: x => x.owner_group_id,
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_virtual_keys_users_owner_user_id",
                        column: x => x.owner_user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    tools = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grants", x => new { x.virtual_key_id, x.mcp_client_id });
                    table.ForeignKey(
                        name: "fk_grants_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_grants_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "header_credentials",
                columns: table => new
                {
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    header_name_set_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 1 THEN identity_id END", stored: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 2 THEN identity_id END", stored: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    health = table.Column<int>(type: "INTEGER", nullable: false),
                    orphaned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    orphaned_by_change_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_credentials", x => new { x.mcp_client_id, x.identity_kind, x.identity_id });
                    table.CheckConstraint("ck_header_credentials_one_identity", "identity_kind IN (1, 2, 3) AND identity_id > 0");
                    table.ForeignKey(
                        name: "fk_header_credentials_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_header_credentials_people_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_header_credentials_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "header_flows",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 1 THEN identity_id END", stored: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 2 THEN identity_id END", stored: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_header_flows", x => new { x.mcp_client_id, x.identity_kind, x.identity_id, x.id });
                    table.CheckConstraint("ck_header_flows_one_identity", "identity_kind IN (1, 2, 3) AND identity_id > 0");
                    table.ForeignKey(
                        name: "fk_header_flows_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_header_flows_people_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_header_flows_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "oauth_flows",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    state_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    code_verifier = table.Column<byte[]>(type: "BLOB", nullable: true),
                    redirect_uri = table.Column<string>(type: "TEXT", nullable: true),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 1 THEN identity_id END", stored: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 2 THEN identity_id END", stored: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_flows", x => new { x.mcp_client_id, x.identity_kind, x.identity_id, x.id });
                    table.CheckConstraint("ck_oauth_flows_one_identity", "identity_kind IN (1, 2, 3) AND identity_id > 0");
                    table.ForeignKey(
                        name: "fk_oauth_flows_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_oauth_flows_people_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_oauth_flows_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "oauth_tokens",
                columns: table => new
                {
                    mcp_client_id = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    identity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 1 THEN identity_id END", stored: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: true, computedColumnSql: "CASE WHEN identity_kind = 2 THEN identity_id END", stored: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    health = table.Column<int>(type: "INTEGER", nullable: false),
                    orphaned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    orphaned_by_change_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_tokens", x => new { x.mcp_client_id, x.identity_kind, x.identity_id });
                    table.CheckConstraint("ck_oauth_tokens_one_identity", "identity_kind IN (1, 2, 3) AND identity_id > 0");
                    table.ForeignKey(
                        name: "fk_oauth_tokens_mcp_clients_mcp_client_id",
                        column: x => x.mcp_client_id,
                        principalTable: "mcp_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_oauth_tokens_people_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_oauth_tokens_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_assignments",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    profile_id = table.Column<int>(type: "INTEGER", nullable: false),
                    virtual_key_id = table.Column<int>(type: "INTEGER", nullable: true),
                    user_id = table.Column<int>(type: "INTEGER", nullable: true),
                    group_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile_assignments", x => x.id);
                    table.CheckConstraint("ck_profile_assignments_one_target", "(CASE WHEN virtual_key_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END) = 1");
                    table.ForeignKey(
                        name: "fk_profile_assignments_access_profiles_profile_id",
                        column: x => x.profile_id,
                        principalTable: "access_profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_profile_assignments_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_profile_assignments_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_profile_assignments_virtual_keys_virtual_key_id",
                        column: x => x.virtual_key_id,
                        principalTable: "virtual_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_profiles_name",
                table: "access_profiles",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_access_profiles_public_id",
                table: "access_profiles",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_admin_claims_user_id",
                table: "admin_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_admin_logins_user_id",
                table: "admin_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "admins",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "admins",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_name",
                table: "api_tokens",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_public_id",
                table: "api_tokens",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_changed_grants_mcp_client_id_change_id",
                table: "changed_grants",
                columns: new[] { "mcp_client_id", "change_id" });

            migrationBuilder.CreateIndex(
                name: "ix_changed_grants_virtual_key_id_change_id",
                table: "changed_grants",
                columns: new[] { "virtual_key_id", "change_id" });

            migrationBuilder.CreateIndex(
                name: "ix_changed_objects_kind_object_id_change_id",
                table: "changed_objects",
                columns: new[] { "kind", "object_id", "change_id" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_committed_at",
                table: "changes",
                column: "committed_at");

            migrationBuilder.CreateIndex(
                name: "ix_changes_fingerprint",
                table: "changes",
                column: "fingerprint");

            migrationBuilder.CreateIndex(
                name: "ix_changes_undoes_change_id",
                table: "changes",
                column: "undoes_change_id");

            migrationBuilder.CreateIndex(
                name: "ix_deleted_objects_change_id",
                table: "deleted_objects",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_grants_mcp_client_id_virtual_key_id",
                table: "grants",
                columns: new[] { "mcp_client_id", "virtual_key_id" });

            migrationBuilder.CreateIndex(
                name: "ix_group_members_user_id_group_id",
                table: "group_members",
                columns: new[] { "user_id", "group_id" });

            migrationBuilder.CreateIndex(
                name: "ix_groups_display_name",
                table: "groups",
                column: "display_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_groups_public_id",
                table: "groups",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_header_credential_secrets_last_used_at_id",
                table: "header_credential_secrets",
                columns: new[] { "last_used_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_header_credential_secrets_public_id",
                table: "header_credential_secrets",
                column: "public_id",
                unique: true);

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
                name: "ix_header_credentials_id",
                table: "header_credentials",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_identity_kind_identity_id_orphaned_at",
                table: "header_credentials",
                columns: new[] { "identity_kind", "identity_id", "orphaned_at" },
                filter: "orphaned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_user_id_mcp_client_id",
                table: "header_credentials",
                columns: new[] { "user_id", "mcp_client_id" },
                unique: true,
                filter: "user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_credentials_virtual_key_id_mcp_client_id",
                table: "header_credentials",
                columns: new[] { "virtual_key_id", "mcp_client_id" },
                unique: true,
                filter: "virtual_key_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_flows_id",
                table: "header_flows",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_header_flows_mcp_client_id_identity_kind_identity_id",
                table: "header_flows",
                columns: new[] { "mcp_client_id", "identity_kind", "identity_id" },
                unique: true,
                filter: "status = 1");

            migrationBuilder.CreateIndex(
                name: "ix_header_flows_public_id",
                table: "header_flows",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_header_flows_user_id_mcp_client_id",
                table: "header_flows",
                columns: new[] { "user_id", "mcp_client_id" },
                filter: "user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_flows_virtual_key_id_mcp_client_id",
                table: "header_flows",
                columns: new[] { "virtual_key_id", "mcp_client_id" },
                filter: "virtual_key_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_header_name_sets_names",
                table: "header_name_sets",
                column: "names",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mcp_clients_client_id",
                table: "mcp_clients",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mcp_clients_name",
                table: "mcp_clients",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mcp_sessions_session_id",
                table: "mcp_sessions",
                column: "session_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_flows_id",
                table: "oauth_flows",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_flows_mcp_client_id_identity_kind_identity_id",
                table: "oauth_flows",
                columns: new[] { "mcp_client_id", "identity_kind", "identity_id" },
                unique: true,
                filter: "status = 1");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_flows_public_id",
                table: "oauth_flows",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_flows_user_id_mcp_client_id",
                table: "oauth_flows",
                columns: new[] { "user_id", "mcp_client_id" },
                filter: "user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_flows_virtual_key_id_mcp_client_id",
                table: "oauth_flows",
                columns: new[] { "virtual_key_id", "mcp_client_id" },
                filter: "virtual_key_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_secrets_last_used_at_id",
                table: "oauth_token_secrets",
                columns: new[] { "last_used_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_secrets_public_id",
                table: "oauth_token_secrets",
                column: "public_id",
                unique: true);

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
                name: "ix_oauth_tokens_id",
                table: "oauth_tokens",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_identity_kind_identity_id_orphaned_at",
                table: "oauth_tokens",
                columns: new[] { "identity_kind", "identity_id", "orphaned_at" },
                filter: "orphaned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_user_id_mcp_client_id",
                table: "oauth_tokens",
                columns: new[] { "user_id", "mcp_client_id" },
                unique: true,
                filter: "user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_tokens_virtual_key_id_mcp_client_id",
                table: "oauth_tokens",
                columns: new[] { "virtual_key_id", "mcp_client_id" },
                unique: true,
                filter: "virtual_key_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_group_id",
                table: "profile_assignments",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_profile_id_group_id",
                table: "profile_assignments",
                columns: new[] { "profile_id", "group_id" },
                unique: true,
                filter: "group_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_profile_id_user_id",
                table: "profile_assignments",
                columns: new[] { "profile_id", "user_id" },
                unique: true,
                filter: "user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_profile_id_virtual_key_id",
                table: "profile_assignments",
                columns: new[] { "profile_id", "virtual_key_id" },
                unique: true,
                filter: "virtual_key_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_user_id",
                table: "profile_assignments",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_profile_assignments_virtual_key_id",
                table: "profile_assignments",
                column: "virtual_key_id");

            migrationBuilder.CreateIndex(
                name: "ix_profile_grants_mcp_client_id",
                table: "profile_grants",
                column: "mcp_client_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_display_name",
                table: "users",
                column: "display_name");

            migrationBuilder.CreateIndex(
                name: "ix_users_public_id",
                table: "users",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_user_name",
                table: "users",
                column: "user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_name",
                table: "virtual_keys",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_owner_group_id",
                table: "virtual_keys",
                column: "owner_group_id");

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_owner_user_id",
                table: "virtual_keys",
                column: "owner_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_public_id",
                table: "virtual_keys",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_secret_hash",
                table: "virtual_keys",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_virtual_keys_updated_at",
                table: "virtual_keys",
                column: "updated_at");

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
            migrationBuilder.DropTable(
                name: "admin_claims");

            migrationBuilder.DropTable(
                name: "admin_logins");

            migrationBuilder.DropTable(
                name: "admin_tokens");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "changed_credentials");

            migrationBuilder.DropTable(
                name: "changed_grants");

            migrationBuilder.DropTable(
                name: "changed_objects");

            migrationBuilder.DropTable(
                name: "deleted_objects");

            migrationBuilder.DropTable(
                name: "grants");

            migrationBuilder.DropTable(
                name: "group_members");

            migrationBuilder.DropTable(
                name: "header_credential_secrets");

            migrationBuilder.DropTable(
                name: "header_credentials");

            migrationBuilder.DropTable(
                name: "header_flows");

            migrationBuilder.DropTable(
                name: "header_name_sets");

            migrationBuilder.DropTable(
                name: "mcp_sessions");

            migrationBuilder.DropTable(
                name: "oauth_flows");

            migrationBuilder.DropTable(
                name: "oauth_token_secrets");

            migrationBuilder.DropTable(
                name: "oauth_tokens");

            migrationBuilder.DropTable(
                name: "profile_assignments");

            migrationBuilder.DropTable(
                name: "profile_grants");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "admins");

            migrationBuilder.DropTable(
                name: "changes");

            migrationBuilder.DropTable(
                name: "virtual_keys");

            migrationBuilder.DropTable(
                name: "access_profiles");

            migrationBuilder.DropTable(
                name: "mcp_clients");

            migrationBuilder.DropTable(
                name: "groups");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
