using System.Text.Json.Nodes;

namespace Classifier.Server.Tests.Api;

/// <summary>Describes the paths for load balancers and orchestrators, which have no messages in the .proto files.</summary>
/// <param name="answer">Returns the response of an example.</param>
internal sealed class OpenApiHealth(Func<ApiExample, JsonNode?> answer)
{
    /// <summary>Gets the tag of the paths.</summary>
    public static JsonObject CreateTag() =>
        new() { ["name"] = "Health", ["description"] = "Returns the state of the server. No API key is required." };

    /// <summary>Adds the paths.</summary>
    public void AddTo(JsonObject paths)
    {
        var status = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("SERVING", "NOT_SERVING") };
        paths["/healthz"] = Describe(
            "Live",
            "Returns that the server runs",
            new JsonObject { ["status"] = status.DeepClone() }
        );
        paths["/readyz"] = Describe(
            "Ready",
            "Returns whether the server answers calls, and its models",
            new JsonObject
            {
                ["status"] = status,
                ["models"] = Describe("The loaded versions and their labels."),
                ["lastRefusal"] = Describe("The reason why not all selected versions are loaded. Absent if they are."),
            }
        );
    }

    private static JsonObject Describe(string description) =>
        new() { ["type"] = "string", ["description"] = description };

    private JsonObject Describe(string id, string summary, JsonObject properties)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("status"),
        };
        var success = OpenApiMedia.CreateResponse("The server is serving.", schema);
        foreach (var example in ApiExample.All.Where(example => example.Method == id))
        {
            OpenApiMedia.AddExample(success["content"]![OpenApiMedia.JsonType]!, example, answer(example));
        }

        return new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = id,
                ["tags"] = new JsonArray("Health"),
                ["summary"] = summary,
                ["security"] = new JsonArray(),
                ["responses"] = new JsonObject
                {
                    ["200"] = success,
                    ["403"] = OpenApiErrors.Refer("403"),
                    ["503"] = OpenApiMedia.CreateResponse("The server is not ready.", (JsonObject)schema.DeepClone()),
                },
            },
        };
    }
}
