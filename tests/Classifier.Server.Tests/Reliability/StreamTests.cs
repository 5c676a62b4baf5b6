using System.Diagnostics;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Makes calls whose clients read nothing.</summary>
public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paused_readers_do_not_block_other_calls_of_their_connection()
    {
        await using var server = await RunningServer.StartAsync();
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var calls = Enumerable
            .Range(0, 8)
            .Select(_ => server.Classifier.ClassifyStream(cancellationToken: pause.Token));
        var writers = calls.Select(call => WriteAsync(call, pause.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(3), Stop);
        Assert.All(writers, writer => Assert.False(writer.IsCompleted));

        for (var i = 0; i < 10; i++)
        {
            await server.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = "Rates rise" },
                deadline: DateTime.UtcNow.AddSeconds(5),
                cancellationToken: Stop
            );
        }

        await pause.CancelAsync();
        await Task.WhenAll(writers.Select(writer => Record.ExceptionAsync(() => writer).AsTask()));
    }

    [Fact]
    public async Task A_stream_whose_responses_are_not_taken_ends_with_a_status()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:ResponseStallSeconds", "1");
        using var call = server.Classifier.ClassifyStream(cancellationToken: Stop);
        var clock = Stopwatch.StartNew();

        await Record.ExceptionAsync(() => WriteAsync(call, Stop));

        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 30);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Stop))
            {
                // Responses that arrived before the end are read first.
            }
        });
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    private static async Task WriteAsync(
        AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse> call,
        CancellationToken cancellation
    )
    {
        var chunk = new ClassifyStreamRequest();
        chunk.Items.AddRange(
            Enumerable.Repeat(new ClassifyItem { Headline = "Central bank raises interest rates by a quarter" }, 1_000)
        );
        while (true)
        {
            await call.RequestStream.WriteAsync(chunk, cancellation);
        }
    }
}
