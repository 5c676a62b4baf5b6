using System.Globalization;
using System.Text.Json.Nodes;

namespace Classifier.Server.Tests.Api;

/// <summary>Describes the errors, which are the same for all paths.</summary>
internal static class OpenApiErrors
{
    /// <summary>The key of the errors that have no entry of their own.</summary>
    private const string Other = "default";

    private static readonly (string Status, string Name, string Description)[] All =
    [
        (
            "400",
            "Invalid",
            "INVALID_ARGUMENT or FAILED_PRECONDITION: the request is invalid. The details name the field."
        ),
        (
            "401",
            "Unauthenticated",
            "UNAUTHENTICATED: the server requires an API key, and the request has no valid one."
        ),
        ("403", "Forbidden", "PERMISSION_DENIED: the key lacks the scope, or the request comes from another site."),
        (
            "429",
            "Exhausted",
            "RESOURCE_EXHAUSTED: too much is in flight. The header Retry-After gives the seconds to wait."
        ),
        ("503", "Unavailable", "UNAVAILABLE: the server is not ready, or is stopping. Send the request again."),
        (
            Other,
            "Other",
            "Any other error, such as 404, 413 if the body is too large, or 415 if its type is not supported."
        ),
    ];

    /// <summary>Returns the responses that all paths refer to.</summary>
    public static JsonObject CreateComponents(OpenApiSchemas schemas) =>
        new(All.Select(error => KeyValuePair.Create(error.Name, (JsonNode?)Create(error.Description, schemas))));

    /// <summary>Returns a reference to the response of a status.</summary>
    public static JsonObject Refer(string status) =>
        new() { ["$ref"] = $"#/components/responses/{All.Single(error => error.Status == status).Name}" };

    /// <summary>Adds all errors to the responses of a path. Errors that have examples are written out, others are references.</summary>
    public static void AddTo(JsonObject responses, IEnumerable<ApiExample> examples, OpenApiSchemas schemas)
    {
        var used = examples.Select(FindKey).ToHashSet();
        foreach (var (status, _, description) in All)
        {
            responses[status] = used.Contains(status) ? Create(description, schemas) : Refer(status);
        }
    }

    /// <summary>Returns the key of the response of an example.</summary>
    public static string FindKey(ApiExample example)
    {
        var status = example.Status.ToString(CultureInfo.InvariantCulture);
        return status == "200" || All.Any(error => error.Status == status) ? status : Other;
    }

    private static JsonObject Create(string description, OpenApiSchemas schemas) =>
        OpenApiMedia.CreateResponse(description, schemas.AddResponse(ApiDescription.FindMessage("google.rpc.Status")));
}
