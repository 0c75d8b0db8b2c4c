using System.Text.Json.Nodes;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reconciliation;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Gatehouse.Dashboard.Api;

/// <summary>The OpenAPI document, and the page that shows it. Both need no other site.</summary>
internal static class ApiDocument
{
    private const string Document = "/openapi/v1.json";
    private const string Page = "/api/docs";

    // Its script starts inline, by a nonce of each answer. Nothing here may be sent anywhere else.
    private const string PagePolicy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'nonce-{0}'; font-src 'self' data:; connect-src 'self'; " +
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true && !$"/{description.RelativePath}".StartsWith(Page, StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Gatehouse",
                Version = "v1",
                Description = "Who may reach which MCP server, and what follows for credentials. Every write that can move one is planned first, if you ask, and committed as planned, or not at all.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: viewer reads and plans, operator edits, admin imports too." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Parameters ??= [];
            foreach (var path in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
                path.Description ??= path.Name == "id" && path.Schema?.Format == "int64" ? "The change's number." : "Its id.";
            foreach (var parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteParameter>())
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                    Description = parameter.Description,
                    Required = parameter.IsRequired,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            foreach (var (status, answer) in operation.Responses ?? [])
                answer.Description = Answer(status);
            ShowExamples(operation, context.Description.ActionDescriptor.EndpointMetadata);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The serializer adds this field by itself: no parameter of a record has a sentence for it.
            if (context.JsonTypeInfo.Type.BaseType == typeof(Edit) && schema.Properties?["kind"] is { } kind)
                kind.Description = "Which kind of edit this is.";
            if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(ObjectKind))
                schema.Description ??= "What kind of object it is.";
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Permissions.See);
        app.MapScalarApiReference(Page, options => options.WithTitle("Gatehouse API").WithOpenApiRoutePattern(Document).WithNonce().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools())
            .RequireAuthorization(Permissions.See)
            .AddEndpointFilter(async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                context.Response.OnStarting(() =>
                {
                    if (context.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out var nonce))
                        context.Response.Headers.ContentSecurityPolicy = PagePolicy.Replace("{0}", (string)nonce!, StringComparison.Ordinal);
                    return Task.CompletedTask;
                });
                return await next(invocation);
            });
    }

    private static void ShowExamples(OpenApiOperation operation, IList<object> words)
    {
        foreach (var example in words.OfType<ParameterExample>())
            operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == example.Parameter).Example = example.Value;
        if (words.OfType<BodyExample>().ToArray() is { Length: > 0 } bodies)
            operation.RequestBody!.Content![ApiJson.Type].Examples = bodies.ToDictionary(body => body.Name, IOpenApiExample (body) => new OpenApiExample { Value = JsonNode.Parse(body.Body) });
    }

    private static string Answer(string status) => status switch
    {
        "200" => "Done, or what was asked for.",
        "400" => "A field or a parameter is wrong; errors names it.",
        "412" => "It is not the version that If-Match names; nothing was written.",
        "409" => "The plan is stale or over the guardrail, or a name is taken; nothing was written.",
        _ => "Rows are wrong; nothing was imported.",
    };
}
