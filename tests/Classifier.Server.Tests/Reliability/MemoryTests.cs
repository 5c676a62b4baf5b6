using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Sends messages that take far more memory than their size on the wire.</summary>
public sealed class MemoryTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_of_21_million_empty_items_is_rejected_without_allocating_them()
    {
        await using var server = await ServerProcess.StartAsync();
        var batch = Enumerable.Repeat((byte[])[0x0A, 0x00], 21_000_000).SelectMany(item => item).ToArray();

        var errors = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => GetErrorAsync(server.Channel, batch, "ClassifyBatch", isCompressed: true))
        );

        Assert.All(
            errors,
            error =>
                Assert.True(
                    error.StatusCode is StatusCode.InvalidArgument or StatusCode.ResourceExhausted,
                    error.Status.ToString()
                )
        );
        var rejected = errors.First(error => error.StatusCode == StatusCode.InvalidArgument);
        Assert.Equal("21000000", rejected.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["value"]);
        Assert.InRange(server.ResidentMegabytes, 0, 800);
    }

    [Fact]
    public async Task A_compressed_message_is_rejected_when_it_exceeds_the_maximum_size()
    {
        await using var server = await ServerProcess.StartAsync();
        var before = server.ResidentMegabytes;

        var error = await GetErrorAsync(server.Channel, new byte[400_000_000], "ClassifyBatch", isCompressed: true);

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        var info = error.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal(("MESSAGE_TOO_LARGE", "42560000"), (info.Reason, info.Metadata["limit"]));
        Assert.InRange(server.ResidentMegabytes - before, 0, 300);
    }

    [Theory]
    [InlineData("classifier.v1.ModelService", "GetModel")]
    [InlineData("classifier.v1.FeedbackService", "SubmitFeedback")]
    [InlineData("grpc.health.v1.Health", "Check")]
    public async Task Services_without_batches_accept_only_small_messages(string service, string method)
    {
        await using var server = await RunningServer.StartAsync();

        var error = await GetErrorAsync(server.Channel, new byte[65_537], method, service: service);

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Unknown_fields_are_not_stored()
    {
        await using var server = await ServerProcess.StartAsync();
        var before = server.ResidentMegabytes;
        byte[] request =
        [
            0x0A,
            0x0A,
            .. "Rates rise"u8,
            .. Enumerable.Repeat((byte[])[0x78, 0x01], 15_000_000).SelectMany(field => field),
        ];

        var response = await CallAsync(server.Channel, request, "Classify");

        Assert.Equal("Rates rise", ClassifyResponse.Parser.ParseFrom(response).Classification.Headline);
        Assert.InRange(server.ResidentMegabytes - before, 0, 250);
    }

    [Fact]
    public async Task Calls_beyond_the_items_in_flight_are_rejected_with_a_retry_delay()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:MaxItemsInFlight", "100");
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(Enumerable.Repeat(new ClassifyItem { Headline = "Rates rise" }, 101));

        var error = await GetErrorAsync(server.Channel, request.ToByteArray(), "ClassifyBatch");

        AssertBusy(error, "ITEMS_IN_FLIGHT", "100");
        request.Items.RemoveAt(0);
        Assert.NotEmpty(await CallAsync(server.Channel, request.ToByteArray(), "ClassifyBatch"));
    }

    [Fact]
    public async Task Responses_beyond_the_bytes_in_flight_are_rejected_with_a_retry_delay_and_release_their_memory()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "1000",
            "--Classifier:Limits:MaxPageBytes",
            "1000",
            "--Classifier:Limits:MaxBytesInFlight",
            "4300000"
        );
        var request = new ClassifyBatchRequest
        {
            Options = new ClassifyOptions
            {
                Explain = true,
                TopK = 17,
                MinScore = 0,
            },
        };
        request.Items.AddRange(
            Enumerable.Repeat(
                new ClassifyItem
                {
                    Headline = "Central bank raises interest rates by a quarter point for the third time",
                },
                1_000
            )
        );

        for (var i = 0; i < 3; i++)
        {
            AssertBusy(
                await GetErrorAsync(server.Channel, request.ToByteArray(), "ClassifyBatch"),
                "BYTES_IN_FLIGHT",
                "4300000"
            );
        }

        request.Options.Explain = false;
        Assert.NotEmpty(await CallAsync(server.Channel, request.ToByteArray(), "ClassifyBatch"));
    }

    [Fact]
    public async Task Large_batches_from_many_callers_do_not_add_up()
    {
        await using var server = await ServerProcess.StartAsync();
        var headline = string.Concat(Enumerable.Repeat("😀", 1000));
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(Enumerable.Repeat(new ClassifyItem { Headline = headline }, 10_000));
        var bytes = request.ToByteArray();

        var codes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var channel = ServerProcess.CreateChannel(server.Address);
                    try
                    {
                        await CallAsync(channel, bytes, "ClassifyBatch");
                        return "OK";
                    }
                    catch (RpcException e)
                    {
                        return $"{e.StatusCode}: {e.Status.Detail}";
                    }
                })
        );

        Assert.NotEmpty(await CallAsync(server.Channel, bytes, "ClassifyBatch")); // the budget is released
        Assert.All(
            codes,
            code => Assert.True(code == "OK" || code.StartsWith("ResourceExhausted", StringComparison.Ordinal), code)
        );
        Assert.InRange(server.ResidentMegabytes, 0, 1_000);
    }

    private static void AssertBusy(RpcException error, string reason, string limit)
    {
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        var status = error.GetRpcStatus()!;
        Assert.Equal(reason, status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(limit, status.GetDetail<ErrorInfo>().Metadata["limit"]);
        Assert.True(status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    private static Task<RpcException> GetErrorAsync(
        ChannelBase channel,
        byte[] request,
        string method,
        bool isCompressed = false,
        string service = "classifier.v1.ClassifierService"
    ) => Assert.ThrowsAsync<RpcException>(async () => await CallAsync(channel, request, method, isCompressed, service));

    private static async Task<byte[]> CallAsync(
        ChannelBase channel,
        byte[] request,
        string method,
        bool isCompressed = false,
        string service = "classifier.v1.ClassifierService"
    ) =>
        await channel
            .CreateCallInvoker()
            .AsyncUnaryCall(
                new Method<byte[], byte[]>(MethodType.Unary, service, method, Bytes, Bytes),
                null,
                new CallOptions(
                    isCompressed ? new Metadata { { "grpc-internal-encoding-request", "gzip" } } : null,
                    cancellationToken: Stop
                ),
                request
            );
}
