using System.Text;
using Classifier.Models;
using Classifier.Pages;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Fuzzing;

/// <summary>Sends mutated messages, pages, and models. Each is answered with a documented code, or rejected with a documented
/// exception.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private const string Page =
        "<html><head><title>Ferry returns</title><meta charset=utf-8></head><body><h1>Ferry returns to the islands</h1><table><tr><td><b>x</table>"
        + "<aside><h2>Most read</h2><ul><li><a href='/1'>Central bank raises rates again</a><li><a href='/2'>Rovers win the cup</a></ul></aside>";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>The codes that only faults of the server or of the network have.</summary>
    private static readonly StatusCode[] Faults =
    [
        StatusCode.Internal,
        StatusCode.Unknown,
        StatusCode.Unavailable,
        StatusCode.DataLoss,
        StatusCode.Cancelled,
    ];

    private static readonly ClassifyOptions Options = new()
    {
        Explain = true,
        TopK = 3,
        MinScore = 0.1f,
    };

    private static readonly ClassifyItem Item = new() { Id = "a", Headline = "You won’t believe this 😀" };

    private static readonly (string Method, byte[] Request)[] Messages =
    [
        (
            "ClassifierService/Classify",
            new ClassifyRequest { Headline = "Central bank raises rates", Options = Options }.ToByteArray()
        ),
        (
            "ClassifierService/ClassifyBatch",
            new ClassifyBatchRequest { Items = { Item, Item }, Options = Options }.ToByteArray()
        ),
        (
            "ClassifierService/ClassifyStream",
            new ClassifyStreamRequest { Items = { Item, Item }, Options = Options }.ToByteArray()
        ),
        (
            "ClassifierService/CompareHeadlines",
            new CompareHeadlinesRequest { Headlines = { "Rates rise", "You won’t believe rates" } }.ToByteArray()
        ),
        (
            "ClassifierService/ClassifyPage",
            new ClassifyPageRequest
            {
                Content = ByteString.CopyFromUtf8(Page),
                ContentType = "text/html; charset=utf-8",
                Url = "https://a.example/",
            }.ToByteArray()
        ),
        ("ModelService/GetModel", new GetModelRequest { Name = "topic", Version = "6" }.ToByteArray()),
        (
            "FeedbackService/SubmitFeedback",
            new SubmitFeedbackRequest
            {
                Headline = "Rates rise",
                Topics = { "medtop:04000000" },
                Bait = 1,
                Who = "ann",
            }.ToByteArray()
        ),
    ];

    private static readonly (string Path, string Type, string Body)[] Requests =
    [
        (
            "/v1/headlines:classify",
            "application/json",
            """{"headline":"Rates rise","options":{"explain":true,"topK":2}}"""
        ),
        (
            "/v1/headlines:classifyBatch",
            "application/json",
            """{"items":[{"id":"a","headline":"Rates rise"}],"options":{}}"""
        ),
        (
            "/v1/headlines:classifyBatch",
            "application/x-ndjson",
            "\"Rates rise\"\n{\"id\":\"b\",\"headline\":\"Rain\"}\n"
        ),
        ("/v1/headlines:compare", "application/json", """{"headlines":["Rates rise","You wont believe it"]}"""),
        ("/v1/pages:classify", "text/html", Page),
        ("/v1/pages:classify", "application/json", """{"content":"PGgxPlJhaW48L2gxPg==","contentType":"text/html"}"""),
        ("/v1/feedback", "application/json", """{"headline":"Rates rise","topics":["medtop:04000000"],"who":"ann"}"""),
    ];

    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await RunningServer.StartAsync("--Classifier:Feedback:Store", _folder.Of("feedback.db"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public Task Messages_are_answered_with_documented_codes() =>
        RunAsync(
            "gRPC",
            [.. Messages.Select(message => message.Request)],
            async (which, request) =>
            {
                var parts = Messages[which].Method.Split('/');
                using var call = _server
                    .Channel.CreateCallInvoker()
                    .AsyncDuplexStreamingCall(
                        new Method<byte[], byte[]>(
                            MethodType.DuplexStreaming,
                            $"classifier.v1.{parts[0]}",
                            parts[1],
                            Bytes,
                            Bytes
                        ),
                        null,
                        new CallOptions(cancellationToken: Stop)
                    );
                try
                {
                    await WriteAsync(call, request);
                    while (await call.ResponseStream.MoveNext(Stop))
                    {
                        // The status follows the responses.
                    }

                    return "OK";
                }
                catch (RpcException e)
                {
                    Assert.DoesNotContain(e.StatusCode, Faults);
                    return e.StatusCode.ToString();
                }
            }
        );

    [Fact]
    public async Task JSON_is_answered_with_documented_codes()
    {
        using var client = new HttpClient { BaseAddress = new Uri(_server.JsonAddress) };
        await RunAsync(
            "JSON",
            [.. Requests.Select(request => Encoding.UTF8.GetBytes(request.Body))],
            async (which, body) =>
            {
                using var content = new ByteArrayContent(body);
                content.Headers.TryAddWithoutValidation("content-type", Requests[which].Type);
                using var response = await client.PostAsync(
                    new Uri(Requests[which].Path, UriKind.Relative),
                    content,
                    Stop
                );
                var text = await response.Content.ReadAsStringAsync(Stop);
                Assert.True(
                    (int)response.StatusCode is 200 or 400 or 413 or 429 or 503,
                    $"{response.StatusCode}: {text}, for {Requests[which].Path}: {Encoding.UTF8.GetString(body)}"
                );
                return ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        );
    }

    [Fact]
    public Task Pages_are_read_or_rejected() =>
        RunAsync(
            "pages",
            [
                .. Directory
                    .GetFiles(Path.Combine(Repository.Root, "tests/Classifier.Tests/Pages/Fixtures"), "*.html")
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllBytes),
                Encoding.UTF8.GetBytes(Page),
            ],
            (_, page) =>
                Task.Run(() =>
                {
                    try
                    {
                        PageReader.Read(page);
                        return "read";
                    }
                    catch (PageException e)
                    {
                        return e.Error.ToString();
                    }
                })
        );

    [Fact]
    public async Task Models_are_read_or_rejected()
    {
        string[] names =
        [
            ModelBundle.ManifestName,
            ModelBundle.ZipName,
            ModelBundle.VectorsName,
            ModelBundle.CacheName,
        ];
        var source = Path.Combine(Repository.Root, "models", "clickbait", "6");
        byte[][] files = [.. names.Select(name => File.ReadAllBytes(Path.Combine(source, name)))];
        for (var i = 0; i < names.Length; i++)
        {
            _folder.WriteRaw(names[i], files[i]);
        }

        await RunAsync(
            "models",
            files,
            (which, file) =>
                Task.Run(() =>
                {
                    _folder.WriteRaw(names[which], file);
                    try
                    {
                        ModelBundle.Read(_folder.Path, useCache: which == names.Length - 1);
                        return $"{names[which]} read";
                    }
                    catch (ModelException)
                    {
                        return $"{names[which]} rejected";
                    }
                    finally
                    {
                        _folder.WriteRaw(names[which], files[which]);
                    }
                }),
            share: 0.01
        );
    }

    /// <summary>Tries mutated copies of inputs.</summary>
    private static Task RunAsync(
        string kind,
        byte[][] inputs,
        Func<int, byte[], Task<string>> send,
        double share = 1
    ) =>
        FuzzRun.RunAsync(
            kind,
            seed =>
            {
                var random = new Random(seed);
                var which = random.Next(inputs.Length);
                return send(which, Mutation.Apply(inputs[which], random));
            },
            share
        );

    private static async Task WriteAsync(AsyncDuplexStreamingCall<byte[], byte[]> call, byte[] request)
    {
        try
        {
            await call.RequestStream.WriteAsync(request, Stop);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server has answered before it has read everything; the status says why.
        }
    }
}
