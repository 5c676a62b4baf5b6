using System.Net;
using System.Text;
using Classifier.Access;
using Classifier.Server.Tests.Json;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Compares what clients and metrics count.</summary>
[InProcess("They listen to the meters of the process.")]
public sealed class CallMetricsTests : IAsyncLifetime
{
    private const string Empty = "";

    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;
    private RecordedMetrics _metrics = null!;
    private Metadata _key = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var file = _folder.Of("keys.json");
        _key = new()
        {
            { ApiKey.Header, ApiKeyFile.Add(file, "reader", [ApiScopes.Classify], DateTimeOffset.UtcNow, null) },
        };
        _server = await RunningServer.StartAsync("--Classifier:Security:Keys", file);
        _metrics = new RecordedMetrics(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Clients_and_metrics_count_the_same_calls_and_items()
    {
        var calls = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (classified, invalid) = (0L, 0L);

        async Task CallAsync(string method, Func<Task> call)
        {
            var code = StatusCode.OK;
            try
            {
                await call();
            }
            catch (RpcException e)
            {
                code = e.StatusCode;
            }

            Count(method, "grpc", CodeName(code));
        }

        void Count(string method, string protocol, string code)
        {
            var key = $"{method} {protocol} {code}";
            calls[key] = calls.GetValueOrDefault(key) + 1;
        }

        async Task PostAsync(string method, string path, string body, string type, HttpStatusCode status, string code)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _server.JsonAddress + path);
            request.Content = new StringContent(body, Encoding.UTF8, type);
            request.Headers.Add(ApiKey.Header, _key[0].Value);
            using var response = await JsonClient.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync(Stop);
            Assert.Equal(status, response.StatusCode);
            Count(method, "json", code);
            classified += text.Split("\"classification\":").Length - 1;
            invalid += text.Split("\"error\":").Length - 1;
        }

        foreach (var headline in new[] { "Rates rise", "Storm floods the coast road", Empty })
        {
            await CallAsync(
                "Classify",
                async () =>
                    await _server.Classifier.ClassifyAsync(new() { Headline = headline }, _key, cancellationToken: Stop)
            );
        }

        classified += 2;
        await CallAsync(
            "Classify",
            async () => await _server.Classifier.ClassifyAsync(new() { Headline = "No key" }, cancellationToken: Stop)
        );
        await CallAsync(
            "Classify",
            async () =>
                await _server.Classifier.ClassifyAsync(
                    new()
                    {
                        Headline = "Rates rise",
                        Options = new() { Model = "accurate" },
                    },
                    _key,
                    cancellationToken: Stop
                )
        );
        classified++;
        await CallAsync(
            "Check",
            async () => await new Health.HealthClient(_server.Channel).CheckAsync(new(), cancellationToken: Stop)
        );
        await CallAsync(
            "ListModels",
            async () => await _server.Models.ListModelsAsync(new(), _key, cancellationToken: Stop)
        );
        await CallAsync(
            "ClassifyBatch",
            async () =>
            {
                var response = await _server.Classifier.ClassifyBatchAsync(
                    Batch("Rates rise", Empty, "Rates fall"),
                    _key,
                    cancellationToken: Stop
                );
                classified += response.Results.Count(result => result.Classification is not null);
                invalid += response.Results.Count(result => result.Error is not null);
            }
        );
        await CallAsync(
            "ClassifyBatch",
            async () =>
                await _server.Classifier.ClassifyBatchAsync(
                    Batch([.. Enumerable.Repeat("x", 10_001)]),
                    _key,
                    cancellationToken: Stop
                )
        );
        await CallAsync(
            "ClassifyPage",
            async () =>
            {
                var page = await _server.Classifier.ClassifyPageAsync(
                    new() { Content = ByteString.CopyFromUtf8(Page), ContentType = "text/html" },
                    _key,
                    cancellationToken: Stop
                );
                classified += page.Modules.Sum(module => module.Items.Count(item => item.Classification is not null));
                classified += page.Classification is null ? 0 : 1;
                invalid += page.Modules.Sum(module => module.Items.Count(item => item.Error is not null));
            }
        );
        await CallAsync(
            "ClassifyStream",
            async () =>
            {
                using var stream = _server.Classifier.ClassifyStream(_key, cancellationToken: Stop);
                await stream.RequestStream.WriteAsync(Chunk("Rates rise"), Stop);
                await stream.RequestStream.WriteAsync(Chunk("Rates fall", Empty), Stop);
                await stream.RequestStream.CompleteAsync();
                while (await stream.ResponseStream.MoveNext(Stop))
                {
                    classified += stream.ResponseStream.Current.Results.Count(result =>
                        result.Classification is not null
                    );
                    invalid += stream.ResponseStream.Current.Results.Count(result => result.Error is not null);
                }
            }
        );
        await CallAsync(
            "ClassifyStream",
            async () =>
            {
                using var canceled = new CancellationTokenSource();
                using var stream = _server.Classifier.ClassifyStream(_key, cancellationToken: canceled.Token);
                await stream.RequestStream.WriteAsync(Chunk("Rates rise"), Stop);
                Assert.True(await stream.ResponseStream.MoveNext(Stop));
                classified++;
                await canceled.CancelAsync();
                await stream.ResponseStream.MoveNext(Stop);
            }
        );
        await CallAsync("unknown", async () => await CallUnknownAsync());
        await PostAsync(
            "Classify",
            "/v1/headlines:classify",
            """{"headline":"Rates rise"}""",
            "application/json",
            HttpStatusCode.OK,
            "OK"
        );
        await PostAsync(
            "Classify",
            "/v1/headlines:classify",
            """{"headline":""}""",
            "application/json",
            HttpStatusCode.BadRequest,
            "INVALID_ARGUMENT"
        );
        await PostAsync(
            "ClassifyBatch",
            "/v1/headlines:classifyBatch",
            """["Rates rise",""]""",
            "application/json",
            HttpStatusCode.OK,
            "OK"
        );
        await PostAsync(
            "ClassifyBatch",
            "/v1/headlines:classifyBatch",
            "\"Rates rise\"\n{\n\"Rates fall\"\n\"\"\n",
            "application/x-ndjson",
            HttpStatusCode.OK,
            "OK"
        );
        await PostAsync("unknown", "/v1/nothing", "", "application/json", HttpStatusCode.NotFound, "NOT_FOUND");

        await _metrics.WaitForCallsAsync((int)calls.Values.Sum());
        _metrics.Read();

        Assert.Equal(calls, _metrics.Of(RecordedMetrics.Duration));
        var items = _metrics.Of("classifier.items");
        Assert.Equal(
            classified,
            items.Where(item => item.Key.EndsWith(" classified", StringComparison.Ordinal)).Sum(item => item.Value)
        );
        Assert.Equal(
            invalid,
            items.Where(item => item.Key.EndsWith(" invalid", StringComparison.Ordinal)).Sum(item => item.Value)
        );
        Assert.Equal(classified, _metrics.Of("classifier.headlines").Values.Sum());
        Assert.Equal(classified, _metrics.Of("classifier.headline.topics").Values.Sum());
        Assert.Equal(classified, _metrics.Of("classifier.headline.clickbait.scores").Values.Sum());
        Assert.Equal(classified, _metrics.Of("classifier.headline.clickbait.bands").Values.Sum());
        Assert.Equal(
            calls.Where(call => !call.Key.EndsWith(" OK", StringComparison.Ordinal)).Sum(call => call.Value),
            _metrics.Of("classifier.call.errors").Values.Sum()
        );
        Assert.Equal(1, _metrics["classifier.call.errors Classify grpc UNAUTHENTICATED API_KEY_MISSING"]);
        Assert.Equal(1, _metrics["classifier.call.errors ClassifyBatch grpc INVALID_ARGUMENT BATCH_TOO_LARGE"]);
        Assert.Equal(1, _metrics["classifier.call.errors Classify json INVALID_ARGUMENT HEADLINE_EMPTY"]);
        Assert.Empty(_metrics.Of("classifier.calls.active"));
        Assert.Empty(_metrics.Of("classifier.admission.items"));
        Assert.Equal(1, _metrics["classifier.call.stage.duration ClassifyPage grpc read"]);
        Assert.Equal(1, _metrics["classifier.call.stage.duration ClassifyPage grpc score"]);
    }

    [Fact]
    public async Task Bytes_of_messages_are_counted_with_their_prefixes()
    {
        const int PrefixSize = 5;
        var request = Batch("Rates rise", "Storm floods the coast road");

        var response = await _server.Classifier.ClassifyBatchAsync(request, _key, cancellationToken: Stop);

        await _metrics.WaitForCallsAsync(1);
        Assert.Equal(PrefixSize + request.CalculateSize(), _metrics["classifier.call.io ClassifyBatch grpc received"]);
        Assert.Equal(PrefixSize + response.CalculateSize(), _metrics["classifier.call.io ClassifyBatch grpc sent"]);
    }

    [Fact]
    public async Task Bytes_of_JSON_are_counted()
    {
        const string Body = """{"headline":"Rates rise"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.JsonAddress + "/v1/headlines:classify");
        request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        request.Headers.Add(ApiKey.Header, _key[0].Value);
        using var response = await JsonClient.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync(Stop);

        await _metrics.WaitForCallsAsync(1);
        Assert.Equal(Body.Length, _metrics["classifier.call.io Classify json received"]);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), _metrics["classifier.call.io Classify json sent"]);
    }

    [Fact]
    public async Task Unknown_words_and_languages_and_missing_topics_are_counted()
    {
        await _server.Classifier.ClassifyBatchAsync(
            Batch("Rates rise zzqxv", "Die Regierung beschließt das neue Gesetz und der Minister ist nicht da"),
            _key,
            cancellationToken: Stop
        );
        await _metrics.WaitForCallsAsync(1);
        _metrics.Read();

        Assert.Equal(1, _metrics["classifier.headlines supported"]);
        Assert.Equal(1, _metrics["classifier.headlines unsupported"]);
        var (known, unknown) = (
            _metrics["classifier.headline.words known"],
            _metrics["classifier.headline.words unknown"]
        );
        Assert.InRange(unknown, 1, known + unknown - 2);
        Assert.Equal(15, known + unknown);
    }

    [Fact]
    public async Task Options_of_callers_do_not_change_the_mix_of_topics()
    {
        var all = Batch("Letters to the editor", "Central bank raises interest rates");
        all.Options = new() { MinScore = 0, TopK = 17 };
        var none = Batch("Letters to the editor", "Central bank raises interest rates");
        none.Options = new() { MinScore = 1 };
        await _server.Classifier.ClassifyBatchAsync(
            Batch("Letters to the editor", "Central bank raises interest rates"),
            _key,
            cancellationToken: Stop
        );
        _metrics.Read();
        var expected = _metrics.Of("classifier.headline.topics");

        await _server.Classifier.ClassifyBatchAsync(all, _key, cancellationToken: Stop);
        await _server.Classifier.ClassifyBatchAsync(none, _key, cancellationToken: Stop);

        _metrics.Read();
        Assert.Equal(
            expected.ToDictionary(topic => topic.Key, topic => 3 * topic.Value),
            _metrics.Of("classifier.headline.topics")
        );
    }

    private const string Page = """
        <html><body><h1>News</h1><ul>
        <li><a href="/1">Central bank raises interest rates for a third month</a></li>
        <li><a href="/2">Storm floods the coast road near the old harbour</a></li>
        <li><a href="/3">Parliament passes new data protection law at last</a></li>
        <li><a href="/4">Telescope finds water vapour around distant planet</a></li>
        </ul></body></html>
        """;

    private static string CodeName(StatusCode code) =>
        code switch
        {
            StatusCode.OK => "OK",
            StatusCode.Cancelled => "CANCELLED",
            StatusCode.InvalidArgument => "INVALID_ARGUMENT",
            StatusCode.Unauthenticated => "UNAUTHENTICATED",
            StatusCode.Unimplemented => "UNIMPLEMENTED",
            _ => code.ToString(),
        };

    private static ClassifyBatchRequest Batch(params string[] headlines) => new() { Items = { ToItems(headlines) } };

    private static ClassifyStreamRequest Chunk(params string[] headlines) => new() { Items = { ToItems(headlines) } };

    private static IEnumerable<ClassifyItem> ToItems(string[] headlines) =>
        headlines.Select(headline => new ClassifyItem { Headline = headline });

    private async Task CallUnknownAsync()
    {
        var marshaller = Marshallers.Create(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "no.such.Service", "Call", marshaller, marshaller);
        await _server
            .Channel.CreateCallInvoker()
            .AsyncUnaryCall(method, null, new CallOptions(_key, cancellationToken: Stop), []);
    }
}
