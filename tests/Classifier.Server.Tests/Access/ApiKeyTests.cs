using System.Net;
using Classifier.Access;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Xunit;

namespace Classifier.Server.Tests.Access;

/// <summary>Calls a server that requires API keys.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;
    private string _classifyKey = "";
    private string _feedbackKey = "";
    private string _expiredKey = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => _folder.Of("keys.json");

    public async ValueTask InitializeAsync()
    {
        _classifyKey = Add("reader", null, ApiScopes.Classify);
        _feedbackKey = Add("editor", null, ApiScopes.Feedback);
        _expiredKey = Add("former", DateTimeOffset.UtcNow.AddSeconds(-1), ApiScopes.Classify);
        _server = await RunningServer.StartAsync(
            "--Classifier:Security:Keys",
            File,
            "--Classifier:Feedback:Store",
            _folder.Of("feedback.db"),
            "--Classifier:Admin:Url",
            "http://127.0.0.1:0"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    public static TheoryData<string, bool> Methods
    {
        get
        {
            var data = new TheoryData<string, bool>();
            ServiceDescriptor[] services =
            [
                ClassifierService.Descriptor,
                ModelService.Descriptor,
                FeedbackService.Descriptor,
                ModelAdminService.Descriptor,
                ServerReflection.Descriptor,
            ];
            foreach (var method in services.SelectMany(service => service.Methods))
            {
                data.Add($"{method.Service.FullName}/{method.Name}", method.Service == ModelAdminService.Descriptor);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task No_method_answers_without_a_valid_key(string method, bool isAdmin)
    {
        foreach (
            var (headers, reason) in new (Metadata, string)[]
            {
                ([], "API_KEY_MISSING"),
                (new() { { "x-api-key", "guess" } }, "API_KEY_INVALID"),
                (new() { { "x-api-key", $"{_classifyKey}A" } }, "API_KEY_INVALID"),
                (new() { { "authorization", $"Bearer {_expiredKey}" } }, "API_KEY_EXPIRED"),
            }
        )
        {
            var (code, info) = await RpcError.GetInfoAsync(() => CallAsync(method, isAdmin, headers));

            Assert.Equal((StatusCode.Unauthenticated, reason), (code, info.Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_key_only_opens_the_methods_of_its_scopes(string method, bool isAdmin)
    {
        var isFeedback = method.StartsWith(FeedbackService.Descriptor.FullName, StringComparison.Ordinal);
        var wrong = isFeedback ? _classifyKey : _feedbackKey;

        var (code, info) = await RpcError.GetInfoAsync(() =>
            CallAsync(method, isAdmin, new() { { "x-api-key", wrong } })
        );

        Assert.Equal((StatusCode.PermissionDenied, "SCOPE_MISSING"), (code, info.Reason));
        Assert.Equal(
            isAdmin ? "admin"
                : isFeedback ? "feedback"
                : "classify",
            info.Metadata["scope"]
        );
    }

    [Theory]
    [InlineData("x-api-key", "")]
    [InlineData("authorization", "Bearer ")]
    [InlineData("authorization", "bearer ")]
    public async Task A_valid_key_classifies_by_gRPC_and_JSON(string header, string prefix)
    {
        var reply = await _server.Classifier.ClassifyAsync(
            new ClassifyRequest { Headline = "Central bank raises interest rates" },
            new Metadata { { header, prefix + _classifyKey } },
            cancellationToken: Stop
        );
        Assert.Equal("medtop:04000000", reply.Classification.Topics[0].Id);

        using var response = await SendAsync("/v1/headlines:classify", header, prefix + _classifyKey);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/headlines:classify", null, HttpStatusCode.Unauthorized, "API_KEY_MISSING")]
    [InlineData("/v1/headlines:classify", "guess", HttpStatusCode.Unauthorized, "API_KEY_INVALID")]
    [InlineData("/v1/feedback", "reader", HttpStatusCode.Forbidden, "SCOPE_MISSING")]
    [InlineData("/v1/headlines:classifyBatch", "editor", HttpStatusCode.Forbidden, "SCOPE_MISSING")]
    [InlineData("/v1/pages:classify", "editor", HttpStatusCode.Forbidden, "SCOPE_MISSING")]
    public async Task JSON_is_refused_with_the_reason(string path, string? key, HttpStatusCode status, string reason)
    {
        var secret =
            key == "reader" ? _classifyKey
            : key == "editor" ? _feedbackKey
            : key;
        using var response = await SendAsync(path, "x-api-key", secret);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count == 1);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        var health = new Health.HealthClient(_server.Channel);
        Assert.Equal(
            HealthCheckResponse.Types.ServingStatus.Serving,
            (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Stop)).Status
        );
        using var client = new HttpClient();
        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            using var response = await client.GetAsync(_server.JsonAddress + path, Stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_revoked_key_stops_working_and_a_damaged_file_changes_nothing()
    {
        await System.IO.File.WriteAllTextAsync(File, "not JSON", Stop);
        await Task.Delay(TimeSpan.FromSeconds(1.2), Stop); // the file is checked once per second
        Assert.Null(await TryClassifyAsync());

        System.IO.File.Delete(File);
        Add("another", null, ApiScopes.Classify);
        StatusCode? code = null;
        for (var i = 0; i < 100 && (code = await TryClassifyAsync()) is null; i++)
        {
            await Task.Delay(100, Stop);
        }

        Assert.Equal(StatusCode.Unauthenticated, code);

        async Task<StatusCode?> TryClassifyAsync()
        {
            try
            {
                await _server.Classifier.ClassifyAsync(
                    new ClassifyRequest { Headline = "Rain" },
                    new Metadata { { "x-api-key", _classifyKey } },
                    cancellationToken: Stop
                );
                return null;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "without TLS and API keys")]
    [InlineData("http://*:0", "without TLS and API keys")]
    [InlineData("http://[::]:0", "without TLS and API keys")]
    [InlineData("https://0.0.0.0:0", "without API keys")]
    public async Task An_address_that_others_can_reach_is_refused(string url, string problem)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.StartAsync("--urls", url));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("docs/SECURITY.md", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_without_TLS_are_refused_and_anything_goes_if_the_operator_says_so()
    {
        string[] open = ["--urls", "http://0.0.0.0:0"];

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningServer.StartAsync([.. open, "--Classifier:Security:Keys", File])
        );
        Assert.Contains("without TLS.", error.Message.Replace(",", ".", StringComparison.Ordinal));
        await using var server = await RunningServer.StartAsync([.. open, "--Classifier:Security:Insecure", "true"]);
        Assert.StartsWith("http://0.0.0.0:", server.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_of_keys_stops_the_start()
    {
        var damaged = _folder.Write("damaged.json", "{");

        var (code, _, error) = await ServerProgram.RunAsync("--Classifier:Security:Keys", damaged);

        Assert.Equal(1, code);
        Assert.Contains("damaged.json: cannot be read as API keys", error, StringComparison.Ordinal);
    }

    private string Add(string name, DateTimeOffset? expires, string scope) =>
        ApiKeyFile.Add(File, name, [scope], DateTimeOffset.UtcNow, expires);

    private async Task CallAsync(string method, bool isAdmin, Metadata headers)
    {
        using var channel = GrpcChannel.ForAddress(isAdmin ? _server.AdminAddress : _server.Address);
        var parts = method.Split('/');
        var call = channel
            .CreateCallInvoker()
            .AsyncDuplexStreamingCall(
                new Method<byte[], byte[]>(MethodType.DuplexStreaming, parts[0], parts[1], Bytes, Bytes),
                null,
                new CallOptions(headers, cancellationToken: Stop)
            );
        await call.ResponseStream.MoveNext(Stop);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string header, string? key)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.JsonAddress + path)
        {
            Content = new StringContent("""{"headline":"Rain"}""", null, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add(header, key);
        }

        return await client.SendAsync(request, Stop);
    }
}
