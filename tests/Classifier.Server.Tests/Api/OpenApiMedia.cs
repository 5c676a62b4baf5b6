using System.Text.Json.Nodes;

namespace Classifier.Server.Tests.Api;

/// <summary>Creates the bodies of the OpenAPI document, and what they contain.</summary>
internal static class OpenApiMedia
{
    /// <summary>The content type of JSON.</summary>
    public const string JsonType = "application/json";

    /// <summary>The content type of a JSON value per line.</summary>
    public const string LinesType = "application/x-ndjson";

    /// <summary>Creates a body of a schema.</summary>
    public static JsonObject Create(JsonObject schema) => new() { ["schema"] = schema };

    /// <summary>Creates a response, whose body is JSON.</summary>
    public static JsonObject CreateResponse(string description, JsonObject schema) =>
        new()
        {
            ["description"] = description,
            ["content"] = new JsonObject { [JsonType] = Create(schema) },
        };

    /// <summary>Creates the schema of a body with a JSON value on each line.</summary>
    public static JsonObject CreateLines(string description, JsonNode line) =>
        new()
        {
            ["type"] = "string",
            ["description"] = description,
            ["contentMediaType"] = LinesType,
            ["contentSchema"] = line,
        };

    /// <summary>Adds an example to a body or a parameter.</summary>
    public static void AddExample(JsonNode body, ApiExample example, JsonNode? value)
    {
        var examples = body["examples"]?.AsObject() ?? [];
        body["examples"] = examples;
        examples[example.Name] = new JsonObject { ["summary"] = example.Summary, ["value"] = value };
    }
}
