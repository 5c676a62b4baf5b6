using Classifier.Server.Tests.Client;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Classifier.Server.Tests.Reliability;

public sealed class ShutdownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("classifier.v1.ClassifierService")]
    public async Task A_server_that_is_asked_to_stop_says_so_serves_its_streams_and_ends_them_with_a_hint(
        string service
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var server = await ServerProcess.StartAsync("--Classifier:Shutdown:GraceSeconds", "1");
        var classifier = new ClassifierService.ClassifierServiceClient(server.Channel);
        using var stream = classifier.ClassifyStream(cancellationToken: Cancellation);
        await AssertServesAsync(stream);
        using var watch = new Health.HealthClient(server.Channel).Watch(
            new HealthCheckRequest { Service = service },
            cancellationToken: Cancellation
        );
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);

        server.RequestStop();
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.False(await watch.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.OK, watch.GetStatus().StatusCode);

        await AssertServesAsync(stream);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await classifier.ClassifyAsync(
                new ClassifyRequest { Headline = "Rates rise" },
                cancellationToken: Cancellation
            )
        );
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);

        var ended = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
        Assert.True(ended.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.Seconds > 0);
        Assert.Equal("SERVER_STOPPING", ended.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task No_call_fails_for_clients_that_retry_at_another_server()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var first = await ServerProcess.StartAsync("--Classifier:Shutdown:GraceSeconds", "1");
        await using var second = await ServerProcess.StartAsync();
        using var client = new TestClient([first.Address, second.Address]);
        using var watch = new Health.HealthClient(first.Channel).Watch(
            new HealthCheckRequest(),
            cancellationToken: Cancellation
        );
        using var stream = new ClassifierService.ClassifierServiceClient(first.Channel).ClassifyStream(
            cancellationToken: Cancellation
        );
        await AssertServesAsync(stream);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var calls = 0;
        var load = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        while (!end.IsCancellationRequested)
                        {
                            await client.Client.ClassifyAsync("Rates rise", cancellationToken: Cancellation);
                            Interlocked.Increment(ref calls);
                        }
                    },
                    Cancellation
                )
            )
            .ToArray();
        async Task WaitForCallsAsync()
        {
            for (var before = calls; calls < before + 100; )
            {
                await Task.Delay(10, Cancellation);
            }
        }

        await WaitForCallsAsync();
        first.RequestStop();
        Assert.Equal(0, await first.WaitForExitAsync());
        await WaitForCallsAsync();
        await end.CancelAsync();
        await Task.WhenAll(load);
    }

    private static async Task AssertServesAsync(
        AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse> stream
    )
    {
        var chunk = new ClassifyStreamRequest { Items = { new ClassifyItem { Headline = "Rates rise" } } };
        await stream.RequestStream.WriteAsync(chunk, Cancellation);
        Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
        Assert.Single(stream.ResponseStream.Current.Results);
    }
}
