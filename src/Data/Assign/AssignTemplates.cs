namespace Gatehouse.Data.Assign;

/// <summary>Files to begin with, one of each form. They read without an error of form; the names in them are examples.</summary>
public static class AssignTemplates
{
    public const string Csv = """
        virtual_key,user,group,mcp_client,action,tools
        ci-bot,,,github,grant,*
        ci-bot,,,jira,revoke,
        docs-indexer,,,notion,grant,"search,fetch_page"
        ,ana.ortiz@acme.example,,slack,grant,
        ,,Support,zendesk,revoke,

        """;

    public const string Json = """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
          "failOnErrors": 1,
          "Operations": [
            {"method": "PATCH", "path": "/VirtualKeys/ci-bot", "data": {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
              "Operations": [
                {"op": "add", "path": "mcpClients", "value": [{"value": "github", "tools": ["*"]}]},
                {"op": "remove", "path": "mcpClients[value eq \"jira\"]"}]}},
            {"method": "PATCH", "path": "/Groups/Support", "data": {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
              "Operations": [{"op": "remove", "path": "mcpClients", "value": [{"value": "zendesk"}]}]}}
          ]
        }

        """;
}
