using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Classifier.Server.Tests.Api;

/// <summary>Writes docs/openapi.json: the paths and messages of the .proto files with their comments, and what JSON has beside
/// them.</summary>
internal static class OpenApiDocument
{
    private const string Description = """
        Classifies news headlines by topic and clickbait strength.

        Bodies have the canonical JSON form of Protocol Buffers. Responses contain fields with default values. Unknown fields of requests are refused. Errors are google.rpc.Status in JSON. Where a description names a field as in Protocol Buffers, such as `top_k`, its name in JSON is in camel case: `topK`.
        """;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the text of the document.</summary>
    /// <param name="answer">Returns the response of an example: JSON, or text if it has lines.</param>
    public static string Write(Func<ApiExample, JsonNode?> answer)
    {
        var schemas = new OpenApiSchemas();
        var (tags, paths) = (new JsonArray(), new JsonObject());
        foreach (var service in ApiDescription.Services)
        {
            var count = paths.Count;
            foreach (var method in service.Methods)
            {
                if (ApiDescription.GetRoute(method) is var (verb, path))
                {
                    paths[path] = new JsonObject
                    {
                        [verb] = new OpenApiMethod(method, schemas, answer).Describe(verb, path),
                    };
                }
            }

            if (paths.Count > count)
            {
                tags.Add(
                    new JsonObject { ["name"] = service.Name, ["description"] = ApiDescription.GetComment(service) }
                );
            }
        }

        new OpenApiHealth(answer).AddTo(paths);
        tags.Add(OpenApiHealth.CreateTag());
        return Create(tags, paths, OpenApiErrors.CreateComponents(schemas), schemas).ToJsonString(Indented) + "\n";
    }

    private static JsonObject Create(JsonArray tags, JsonObject paths, JsonObject responses, OpenApiSchemas schemas) =>
        new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Classifier",
                ["version"] = "v1",
                ["description"] = Description,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(
                new JsonObject
                {
                    ["url"] = "http://127.0.0.1:5081",
                    ["description"] = "A server with the default settings",
                }
            ),
            ["security"] = new JsonArray(
                new JsonObject(),
                new JsonObject { ["key"] = new JsonArray() },
                new JsonObject { ["bearer"] = new JsonArray() }
            ),
            ["tags"] = tags,
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = Classifier.Access.ApiKey.Header,
                    },
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
                ["responses"] = responses,
                ["schemas"] = schemas.ToJson(),
            },
        };
}
