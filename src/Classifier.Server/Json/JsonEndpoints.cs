using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Classifier.Access;
using Classifier.Deduplication;
using Classifier.Editing;
using Classifier.Server.Access;
using Classifier.Server.Admission;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Telemetry;
using Classifier.Server.WebConsole;
using Classifier.V1;
using Google.Api;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Json;

/// <summary>Serves the services as JSON over HTTP.</summary>
internal sealed class JsonEndpoints(
    ClassifierGrpcService classifier,
    ModelGrpcService models,
    FeedbackGrpcService feedback,
    ServerLimits limits,
    HealthCheckService health
)
{
    /// <summary>The content type of JSON.</summary>
    public const string JsonType = "application/json";

    /// <summary>The content type of a JSON value per line.</summary>
    public const string LinesType = "application/x-ndjson";

    private const int FlushBytes = 64 * 1024;
    private const int InitialTextBytes = 2 * 1024;
    private static readonly string[] PageTypes = [JsonType, "text/html", "application/xhtml+xml", "text/plain"];

    private long MaxHeadlineBytes =>
        JsonBody.OverheadBytes + ((long)JsonBody.MaxBytesPerCharacter * limits.MaxHeadlineCharacters);

    /// <summary>Maps the paths.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        const string GetOrHead = "GET,HEAD";
        Map(routes, ClassifierService.Descriptor, nameof(classifier.Classify), ClassifyAsync);
        Map(routes, ClassifierService.Descriptor, nameof(classifier.ClassifyBatch), ClassifyBatchAsync);
        Map(routes, ClassifierService.Descriptor, nameof(classifier.CompareHeadlines), CompareAsync);
        Map(routes, ClassifierService.Descriptor, nameof(classifier.ClassifyPage), ClassifyPageAsync);
        Map(
            routes,
            FeedbackService.Descriptor,
            nameof(feedback.SubmitFeedback),
            SubmitFeedbackAsync,
            ApiScopes.Feedback
        );
        Map(routes, ModelService.Descriptor, nameof(models.ListModels), ListModelsAsync);
        Map(routes, ModelService.Descriptor, nameof(models.GetModel), GetModelAsync);
        Map(routes, ModelService.Descriptor, nameof(models.GetServerInfo), GetInfoAsync);
        foreach (var file in ConsoleFile.All)
        {
            Map(routes, file.Path, GetOrHead, "console", file.WriteAsync, null);
        }

        Map(routes, "/healthz", GetOrHead, "healthz", HealthResponse.WriteLivenessAsync, null);
        Map(routes, "/readyz", GetOrHead, "readyz", http => HealthResponse.WriteReadinessAsync(http, health), null);
    }

    /// <summary>Maps a method of a service to the path that the API declares for it (google.api.http).</summary>
    private static void Map(
        IEndpointRouteBuilder routes,
        ServiceDescriptor service,
        string method,
        RequestDelegate handler,
        string scope = ApiScopes.Classify
    )
    {
        var rule = service.FindMethodByName(method).GetOptions().GetExtension(AnnotationsExtensions.Http);
        var isGet = rule.PatternCase == HttpRule.PatternOneofCase.Get;
        Map(routes, isGet ? rule.Get : rule.Post, isGet ? "GET" : "POST", method, handler, scope);
    }

    /// <summary>Maps a path, and refuses its other methods. Without that, they would be routed to unknown gRPC services.</summary>
    private static void Map(
        IEndpointRouteBuilder routes,
        string path,
        string methods,
        string name,
        RequestDelegate handler,
        string? scope
    )
    {
        routes.MapMethods(path, methods.Split(','), handler).WithMetadata(new RequiredScope(scope), new CallName(name));
        routes.Map(
            path,
            http =>
            {
                http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                http.Response.Headers.Allow = methods.Replace(",", ", ", StringComparison.Ordinal);
                return Task.CompletedTask;
            }
        );
    }

    private async Task ClassifyAsync(HttpContext http)
    {
        ReadType(http, JsonType);
        var body = await JsonBody.ReadAsync(http, MaxHeadlineBytes);
        var request = JsonRequests.Read<ClassifyRequest>(body.Span);
        request.Options = JsonRequests.ReadOptions(http.Request.Query) ?? request.Options;
        var response = await classifier.Classify(request, new JsonServerCall(http));
        var text = new ArrayBufferWriter<byte>(InitialTextBytes);
        using (var json = new Utf8JsonWriter(text, EncodedJson.Options))
        {
            EncodedJson.ClassifyResponse.Write(json, JsonText.ToArray(response));
        }

        await WriteAsync(http, text.WrittenMemory);
    }

    private async Task ClassifyBatchAsync(HttpContext http)
    {
        var type = ReadType(http, JsonType, LinesType, "application/jsonl");
        var options = JsonRequests.ReadOptions(http.Request.Query);
        if (type == JsonType)
        {
            await ClassifyBatchAsync(http, options);
            return;
        }

        if (options?.Cluster == true)
        {
            throw JsonErrors.Invalid(
                "CLUSTER_NOT_STREAMED",
                "options.cluster",
                $"is not available for lines; send up to {Stories.MaxHeadlines} items as {JsonType}"
            );
        }

        // A client that knows the length of its body usually sends all of it before it reads the response.
        var body =
            http.Request.ContentLength <= limits.MaxMessageBytes
                ? PipeReader.Create(new(await JsonBody.ReadAsync(http, limits.MaxMessageBytes)))
                : http.Request.BodyReader;
        http.Response.ContentType = LinesType;
        using var lines = new JsonLines(http, classifier, options, limits);
        await lines.ClassifyAsync(body);
    }

    private async Task ClassifyBatchAsync(HttpContext http, V1.ClassifyOptions? options)
    {
        var items = new JsonItems();
        items.AddBatch((await JsonBody.ReadAsync(http, limits.MaxMessageBytes)).Span);
        if (options is not null)
        {
            items.SetOptions(options);
        }

        var call = CallContext.Of(http);
        var response = JsonText.ToArray(
            await classifier.ClassifyBatchAsync(ItemsRequest.Create(items.Message), call, CallRecord.Of(http))
        );
        call.Reserve(response.Length);
        http.Response.ContentType = JsonType;
        var writer = http.Response.BodyWriter;
        await using (var json = new Utf8JsonWriter(writer, EncodedJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("results"u8);
            foreach (var result in JsonText.ReadResults(response))
            {
                EncodedJson.ClassifyResult.Write(json, result.Span);
                if (json.BytesPending + writer.UnflushedBytes > FlushBytes)
                {
                    json.Flush();
                    await writer.FlushAsync(call.Cancellation);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await writer.FlushAsync(call.Cancellation);
    }

    private async Task ClassifyPageAsync(HttpContext http)
    {
        var type = ReadType(http, PageTypes);
        var isRaw = type != JsonType;
        var options = JsonRequests.ReadOptions(http.Request.Query, isRaw ? ["url"] : []);
        var max = isRaw
            ? limits.MaxPageBytes
            : JsonBody.OverheadBytes + (long)Math.Ceiling(limits.MaxPageBytes * 4 / 3d);
        var body = await JsonBody.ReadAsync(http, max);
        var request = isRaw
            ? new ClassifyPageRequest
            {
                Content = UnsafeByteOperations.UnsafeWrap(body),
                ContentType = http.Request.ContentType,
                Url = http.Request.Query["url"].ToString(),
            }
            : JsonRequests.Read<ClassifyPageRequest>(body.Span);
        request.Options = options ?? request.Options;
        await WriteAsync(http, await classifier.ClassifyPage(request, new JsonServerCall(http)));
    }

    private async Task CompareAsync(HttpContext http)
    {
        ReadType(http, JsonType);
        var body = await JsonBody.ReadAsync(http, HeadlineComparison.MaxHeadlines * MaxHeadlineBytes);
        var request = JsonRequests.Read<CompareHeadlinesRequest>(body.Span);
        request.Options = JsonRequests.ReadOptions(http.Request.Query) ?? request.Options;
        await WriteAsync(http, await classifier.CompareHeadlines(request, new JsonServerCall(http)));
    }

    private async Task SubmitFeedbackAsync(HttpContext http)
    {
        ReadType(http, JsonType);
        JsonRequests.ReadOptions(http.Request.Query);
        var body = await JsonBody.ReadAsync(http, MaxHeadlineBytes);
        var request = JsonRequests.Read<SubmitFeedbackRequest>(body.Span);
        await WriteAsync(http, await feedback.SubmitFeedback(request, new JsonServerCall(http)));
    }

    private async Task ListModelsAsync(HttpContext http) =>
        await WriteAsync(http, await models.ListModels(new ListModelsRequest(), new JsonServerCall(http)));

    private async Task GetModelAsync(HttpContext http)
    {
        var request = new GetModelRequest
        {
            Name = http.GetRouteValue("name")!.ToString(),
            Version = http.Request.Query["version"].ToString(),
        };
        await WriteAsync(http, await models.GetModel(request, new JsonServerCall(http)));
    }

    private async Task GetInfoAsync(HttpContext http) =>
        await WriteAsync(http, await models.GetServerInfo(new GetServerInfoRequest(), new JsonServerCall(http)));

    private static Task WriteAsync(HttpContext http, IMessage message) =>
        WriteAsync(http, Encoding.UTF8.GetBytes(JsonText.Format(message)));

    /// <summary>Writes a response of known length. Without it, the response would be sent in chunks, and the end of the last one as a
    /// packet of its own.</summary>
    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = JsonType;
        http.Response.ContentLength = json.Length;
        await http.Response.BodyWriter.WriteAsync(json, CallContext.Of(http).Cancellation);
    }

    /// <summary>Returns the content type of a request without its parameters.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the content type is not supported, or the body is compressed.</exception>
    private static string ReadType(HttpContext http, params string[] supported)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (!supported.Contains(type) || http.Request.Headers.ContentEncoding.Count > 0)
        {
            throw RpcErrors.Create(
                Code.InvalidArgument,
                JsonErrors.UnsupportedType,
                $"The content type is not supported. Send the body uncompressed as {string.Join(" or ", supported)}.",
                new Dictionary<string, string> { ["supported"] = string.Join(", ", supported) }
            );
        }

        return type;
    }
}
