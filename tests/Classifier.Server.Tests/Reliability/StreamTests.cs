using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Makes calls whose clients read nothing.</summary>
public sealed class StreamTests
{
    private long _written;

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

        // The streams have stopped when nothing is written during many calls, which must be answered all the same.
        for (var (idle, written) = (0, -1L); idle < 100; idle++)
        {
            await server.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = "Rates rise" },
                cancellationToken: Stop
            );
            var now = Interlocked.Read(ref _written);
            (idle, written) = now == written && now > 0 ? (idle, written) : (0, now);
        }

        Assert.All(writers, writer => Assert.False(writer.IsCompleted));

        await pause.CancelAsync();
        await Task.WhenAll(writers.Select(writer => Record.ExceptionAsync(() => writer).AsTask()));
    }

    [Fact]
    public async Task A_stream_whose_responses_are_not_taken_ends_with_a_status()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:ResponseStallSeconds", "1");
        using var call = server.Classifier.ClassifyStream(cancellationToken: Stop);

        await Record.ExceptionAsync(() => WriteAsync(call, Stop));

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Stop))
            {
                // Responses that arrived before the end are read first.
            }
        });
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    private async Task WriteAsync(
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
            Interlocked.Increment(ref _written);
        }
    }
}
