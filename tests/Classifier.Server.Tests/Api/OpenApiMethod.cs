using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using static Classifier.Server.Tests.Api.OpenApiMedia;

namespace Classifier.Server.Tests.Api;

/// <summary>Describes a method as an operation of OpenAPI.</summary>
/// <param name="method">The method.</param>
/// <param name="schemas">The schemas, to which those of the method are added.</param>
/// <param name="answer">Returns the response of an example.</param>
internal sealed class OpenApiMethod(MethodDescriptor method, OpenApiSchemas schemas, Func<ApiExample, JsonNode?> answer)
{
    private readonly ApiExample[] _examples = [.. ApiExample.All.Where(example => example.Method == method.Name)];
    private readonly IList<FieldDescriptor> _fields = method.InputType.Fields.InDeclarationOrder();
    private readonly bool _isBatch = method.Name == "ClassifyBatch";
    private readonly bool _isPage = method.Name == "ClassifyPage";

    /// <summary>Returns the operation.</summary>
    /// <param name="verb">The HTTP method.</param>
    /// <param name="path">The path.</param>
    public JsonObject Describe(string verb, string path)
    {
        var comment = ApiDescription.GetComment(method);
        var operation = new JsonObject
        {
            ["operationId"] = method.Name,
            ["tags"] = new JsonArray(method.Service.Name),
            ["summary"] = comment.Split('\n')[0].Split(". ")[0].TrimEnd('.'),
            ["description"] = comment,
        };
        var parameters = verb == "get" ? DescribeFields(path) : DescribeOptions();
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray(parameters);
        }

        if (verb == "post")
        {
            operation["requestBody"] = DescribeBody();
        }

        operation["responses"] = DescribeResponses();
        return operation;
    }

    /// <summary>Describes the fields of a request without a body.</summary>
    private JsonNode[] DescribeFields(string path) =>
        [
            .. _fields.Select(field =>
                DescribeParameter(
                    field.JsonName,
                    field,
                    path.Contains($"{{{field.JsonName}}}", StringComparison.Ordinal) ? _examples : []
                )
            ),
        ];

    /// <summary>Describes what a request with a body may have in its query: the options, and the URL of a page that is the body.</summary>
    private JsonNode[] DescribeOptions()
    {
        var options = _fields.SingleOrDefault(field => field.Name == "options");
        return
        [
            .. (options?.MessageType.Fields.InDeclarationOrder() ?? []).Select(field =>
                DescribeParameter($"options.{field.JsonName}", field)
            ),
            .. _fields.Where(field => _isPage && field.Name == "url").Select(field => DescribeParameter("url", field)),
        ];
    }

    private JsonObject DescribeParameter(string name, FieldDescriptor field, params ReadOnlySpan<ApiExample> inPath)
    {
        var schema = schemas.Describe(field);
        schema.Remove("description");
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = inPath.Length > 0 ? "path" : "query",
            ["description"] = ApiDescription.GetComment(field),
            ["required"] = inPath.Length > 0,
            ["schema"] = schema,
        };
        foreach (var example in inPath)
        {
            AddExample(parameter, example, example.Body);
        }

        return parameter;
    }

    private JsonObject DescribeBody()
    {
        var content = new JsonObject { [JsonType] = Create(schemas.AddRequest(method.InputType)) };
        if (_isBatch)
        {
            AddItems(content);
        }

        foreach (var type in _isPage ? new[] { "text/html", "text/plain" } : [])
        {
            content[type] = Create(
                new JsonObject
                {
                    ["type"] = "string",
                    ["description"] = "The page as it is. The options and the URL are in the query.",
                }
            );
        }

        foreach (var example in _examples)
        {
            var value = example.Type == JsonType ? JsonNode.Parse(example.Body) : JsonValue.Create(example.Body);
            AddExample(content[example.Type]!, example, value);
        }

        return new JsonObject { ["required"] = true, ["content"] = content };
    }

    /// <summary>Adds the other bodies of a batch: an array and lines of items, which may be headlines alone.</summary>
    private void AddItems(JsonObject content)
    {
        var message = schemas.AddRequest(method.InputType);
        var item = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "string" },
                schemas.AddRequest(method.InputType.FindFieldByName("items").MessageType)
            ),
        };
        var array = new JsonObject
        {
            ["type"] = "array",
            ["description"] = "Headlines or items. The options are in the query.",
            ["items"] = item,
        };
        content[JsonType] = Create(new JsonObject { ["anyOf"] = new JsonArray(message, array) });
        content[LinesType] = Create(
            CreateLines(
                "A headline or an item on each of any number of lines. The options are in the query.",
                item.DeepClone()
            )
        );
    }

    private JsonObject DescribeResponses()
    {
        var success = CreateResponse(
            ApiDescription.GetComment(method.OutputType),
            schemas.AddResponse(method.OutputType)
        );
        if (_isBatch)
        {
            var result = schemas.AddResponse(method.OutputType.FindFieldByName("results").MessageType);
            success["content"]![LinesType] = Create(
                CreateLines("A result on each line, in the order of the lines of the request.", result)
            );
        }

        var responses = new JsonObject { ["200"] = success };
        OpenApiErrors.AddTo(responses, _examples, schemas);
        foreach (var example in _examples)
        {
            var content = responses[OpenApiErrors.FindKey(example)]!["content"]!;
            AddExample(content[example.Type == LinesType ? LinesType : JsonType]!, example, answer(example));
        }

        return responses;
    }
}
