using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Xunit;

namespace Classifier.Server.Tests;

public sealed class ProgramTests(RunningServer server)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData("classifier.v1.ClassifierService", HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData("classifier.v1.ModelService", HealthCheckResponse.Types.ServingStatus.Serving)]
    public async Task Health_is_reported_for_each_service(
        string service,
        HealthCheckResponse.Types.ServingStatus status
    )
    {
        var health = new Health.HealthClient(server.Channel);

        Assert.Equal(
            status,
            (await health.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: Stop)).Status
        );
    }

    [Fact]
    public async Task Health_of_an_unknown_service_is_not_found()
    {
        var health = new Health.HealthClient(server.Channel);

        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(
                new HealthCheckRequest { Service = "classifier.v1.NoSuchService" },
                cancellationToken: Stop
            )
        );

        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Reflection_lists_the_services()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo(
            cancellationToken: Stop
        );
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        var services = call
            .ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)
            .ToArray();
        await call.RequestStream.CompleteAsync();

        Assert.Contains("classifier.v1.ClassifierService", services);
        Assert.Contains("classifier.v1.ModelService", services);
        Assert.Contains("classifier.v1.FeedbackService", services);
        Assert.Contains("grpc.health.v1.Health", services);
    }

    public static TheoryData<string, byte[]> MalformedMessages =>
        new()
        {
            { "a truncated field", [0x0A, 0x40, (byte)'x'] },
            { "a tag without a value", [0x0A] },
            { "a varint without an end", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
            { "a negative length", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] },
            { "a wire type that does not exist", [0x0F, 0x00] },
            { "random bytes", [0xDE, 0xAD, 0xBE, 0xEF, 0x00, 0x01, 0x02] },
        };

    [Theory]
    [MemberData(nameof(MalformedMessages))]
    public async Task Malformed_messages_are_rejected_with_invalid_argument(string what, byte[] bytes)
    {
        var (code, info, violation) = await RpcError.GetAsync(async () => await CallAsync(bytes));

        Assert.True(code == StatusCode.InvalidArgument, what);
        Assert.Equal("MESSAGE_MALFORMED", info.Reason);
        Assert.Equal("classifier.v1.ClassifyRequest", violation.Field);
        Assert.Equal($"{bytes.Length}", info.Metadata["value"]);
    }

    public static TheoryData<string, byte[]> InvalidUtf8 =>
        new()
        {
            { "a stray byte", [(byte)'R', 0xC3, 0x28, 0xFF] },
            { "a lone surrogate", [(byte)'R', 0xED, 0xA0, 0x80] },
            { "a truncated character", [(byte)'R', 0xF0, 0x9F, 0x98] },
            { "Latin-1", [(byte)'c', (byte)'a', (byte)'f', 0xE9] },
        };

    [Theory]
    [MemberData(nameof(InvalidUtf8))]
    public async Task A_headline_that_is_not_UTF_8_is_rejected_without_affecting_other_items(
        string what,
        byte[] headline
    )
    {
        byte[] field = [(byte)headline.Length, .. headline];
        var (code, info, violation) = await RpcError.GetAsync(async () => await CallAsync([0x0A, .. field]));
        Assert.True(code == StatusCode.InvalidArgument, what);
        Assert.Equal("HEADLINE_NOT_TEXT", info.Reason);
        Assert.Equal("headline", violation.Field);
        Assert.Equal("1000", info.Metadata["limit"]);

        byte[] good = [0x0A, 0x0F, 0x0A, 0x01, (byte)'g', 0x12, 0x0A, .. "Rates rise"u8];
        byte[] bad = [0x0A, (byte)(field.Length + 4), 0x0A, 0x01, (byte)'b', 0x12, .. field];
        var batch = ClassifyBatchResponse.Parser.ParseFrom(
            await CallAsync([.. good, .. bad, .. good], "ClassifyBatch")
        );
        Assert.Equal(["g", "b", "g"], batch.Results.Select(result => result.Id));
        Assert.Equal("HEADLINE_NOT_TEXT", batch.Results[1].Error.GetDetail<ErrorInfo>().Reason);
        Assert.Equal("items[1].headline", batch.Results[1].Error.GetDetail<BadRequest>().FieldViolations[0].Field);
        Assert.Equal(
            ["Rates rise", "Rates rise"],
            new[] { 0, 2 }.Select(i => batch.Results[i].Classification.Headline)
        );
    }

    [Fact]
    public async Task A_stream_with_a_truncated_message_is_rejected_with_invalid_argument()
    {
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming,
            "classifier.v1.ClassifierService",
            "ClassifyStream",
            Bytes,
            Bytes
        );
        using var call = server
            .Channel.CreateCallInvoker()
            .AsyncDuplexStreamingCall(method, null, new CallOptions(cancellationToken: Stop));
        await call.RequestStream.WriteAsync([0x0A, 0x40, 0x01], Stop);

        var (code, info, _) = await RpcError.GetAsync(() => call.ResponseStream.MoveNext(Stop));

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("MESSAGE_MALFORMED", info.Reason);
    }

    [Fact]
    public async Task The_log_contains_the_address_and_no_headlines()
    {
        const string Secret = "Zanzibarquux";
        using var process = ServerProgram.Start(
            "--urls",
            "http://127.0.0.1:0",
            "--Logging:LogLevel:Default",
            "Trace",
            "--Logging:LogLevel:Grpc",
            "Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore",
            "Trace"
        );
        try
        {
            var lines = new List<string>();
            while (lines.LastOrDefault()?.Contains("Listening on", StringComparison.Ordinal) is not true)
            {
                lines.Add(
                    await process.StandardOutput.ReadLineAsync(Stop)
                        ?? throw new InvalidOperationException("The server ended.")
                );
            }

            var address = lines[^1]
                .Split(' ')
                .First(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
            using var channel = GrpcChannel.ForAddress(address);
            var client = new ClassifierService.ClassifierServiceClient(channel);
            await client.ClassifyAsync(new ClassifyRequest { Headline = $"{Secret} rises" }, cancellationToken: Stop);
            await client.ClassifyPageAsync(
                new ClassifyPageRequest
                {
                    Content = ByteString.CopyFromUtf8($"<h1>{Secret} rises once again today</h1>"),
                },
                cancellationToken: Stop
            );
            await Assert.ThrowsAsync<RpcException>(async () =>
                await client.ClassifyAsync(new ClassifyRequest { Headline = $"{Secret}\0" }, cancellationToken: Stop)
            );
            using (var call = client.ClassifyStream(cancellationToken: Stop))
            {
                await call.RequestStream.WriteAsync(
                    new ClassifyStreamRequest { Items = { new ClassifyItem { Headline = Secret } } },
                    Stop
                );
            }

            var batch = await client.ClassifyBatchAsync(
                new ClassifyBatchRequest { Items = { new ClassifyItem { Headline = $"{Secret}\a" } } },
                cancellationToken: Stop
            );
            Assert.DoesNotContain(Secret, batch.Results[0].Error.Message, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }

        var log = await process.StandardOutput.ReadToEndAsync(Stop) + await process.StandardError.ReadToEndAsync(Stop);
        Assert.Contains("ClassifierService/Classify", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain("fail: Classifier", log, StringComparison.Ordinal);
    }

    [Fact]
    [InProcess("It builds a server on the default ports without starting it.")]
    public async Task The_server_listens_on_the_loopback_interface_by_default()
    {
        await using var app = Program.Build([]);
        Assert.Equal("http://127.0.0.1:5080", app.Configuration["Kestrel:Endpoints:Grpc:Url"]);
        Assert.Equal("http://127.0.0.1:5081", app.Configuration["Kestrel:Endpoints:Json:Url"]);

        await using var configured = await RunningServer.StartAsync(
            "--urls",
            "",
            "--Kestrel:Endpoints:Grpc:Url",
            "http://127.0.0.1:0"
        );
        Assert.Equal(
            3,
            (await configured.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Stop)).Models.Count
        );
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("Classifier:Json:Url")]
    [InlineData("Classifier:Admin:Url")]
    [InlineData("Classifier:Telemetry:PrometheusUrl")]
    public async Task An_address_in_use_is_reported_in_one_line_with_its_setting(string setting)
    {
        var taken = $"http://{server.Channel.Target}";
        var (code, output, error) = await (
            setting == "--urls"
                ? ServerProgram.RunAsync(setting, taken)
                : ServerProgram.RunAsync("--urls", "http://127.0.0.1:0", $"--{setting}", taken)
        );

        Assert.Equal(1, code);
        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.Contains("address already in use", line, StringComparison.Ordinal);
        Assert.Contains($"set {setting} ", line, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        byte[] request = [0x0A, 0x0A, .. "Rates rise"u8, 0x98, 0x06, 0x01];

        Assert.Equal("Rates rise", ClassifyResponse.Parser.ParseFrom(await CallAsync(request)).Classification.Headline);
    }

    [Fact]
    public async Task A_message_that_exceeds_the_limit_is_rejected()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await CallAsync(new byte[(48 * 1024 * 1024) + 1])
        );

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Missing_models_are_a_startup_error()
    {
        var (code, output, error) = await ServerProgram.RunAsync(
            "--Classifier:Models",
            Path.Combine(Path.GetTempPath(), "no-such-models")
        );

        Assert.Equal(1, code);
        Assert.Contains("no-such-models", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_damaged_model_is_a_startup_error()
    {
        var copy = Directory.CreateTempSubdirectory("classifier-models-").FullName;
        try
        {
            var shipped = Models.ModelStore.FindRoot();
            foreach (var file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(shipped, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            var zip = Directory.GetFiles(copy, "model.zip", SearchOption.AllDirectories)[0];
            var bytes = await File.ReadAllBytesAsync(zip, Stop);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(zip, bytes, Stop);

            var (code, _, error) = await ServerProgram.RunAsync("--Classifier:Models", copy);

            Assert.Equal(1, code);
            Assert.Contains("model.zip", error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData("--Classifier:Limits:MaxBatchItems", "0")]
    [InlineData("--Classifier:Limits:MaxHeadlineCharacters", "many")]
    [InlineData("--Classifier:Limits:MaxBatchItems", "1000000")]
    [InlineData("--urls", "http://nonsense:-1")]
    [InlineData("--urls", "http://192.0.2.1:0")]
    [InlineData("--urls", "nonsense")]
    public async Task An_invalid_setting_is_reported_in_one_line(string key, string value)
    {
        var (code, _, error) = await ServerProgram.RunAsync(key, value);

        Assert.Equal(1, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--Classifier:Limits:MaxBatchItem", "5", "Classifier:Limits:MaxBatchItems")]
    [InlineData("--classifier:feedback:stor", "x.db", "Classifier:Feedback:Store")]
    [InlineData("--Classifier:Model", "models", "Classifier:Models")]
    public async Task An_unknown_setting_is_a_startup_error_that_names_the_nearest_known_one(
        string key,
        string value,
        string nearest
    )
    {
        var (code, _, error) = await ServerProgram.RunAsync(key, value);

        Assert.Equal(1, code);
        Assert.Contains(key[2..], error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Did you mean {nearest}?", error, StringComparison.Ordinal);
    }

    private async Task<byte[]> CallAsync(byte[] request, string name = "Classify")
    {
        var method = new Method<byte[], byte[]>(
            MethodType.Unary,
            "classifier.v1.ClassifierService",
            name,
            Bytes,
            Bytes
        );
        return await server
            .Channel.CreateCallInvoker()
            .AsyncUnaryCall(method, null, new CallOptions(cancellationToken: Stop), request);
    }
}
