using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Makes calls that end while they are answered.</summary>
public sealed class DeadlineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deadlines_and_cancellations_during_a_response_give_their_own_status_and_are_not_logged_as_failures()
    {
        await using var server = await ServerProcess.StartAsync();
        var batch = new ClassifyBatchRequest();
        batch.Items.AddRange(Enumerable.Repeat(new ClassifyItem { Headline = "Central bank raises rates" }, 2_000));
        var random = new Random(1);
        var codes = new List<StatusCode>();
        for (var i = 0; i < 100; i++)
        {
            // Kestrel closes a connection whose calls are reset too often.
            using var channel = GrpcChannel.ForAddress(
                server.Address,
                new GrpcChannelOptions { HttpHandler = new ServerDeadlineHandler(), DisposeHttpClient = true }
            );
            var client = new ClassifierService.ClassifierServiceClient(channel);
            var milliseconds = Enumerable.Range(0, 30).Select(_ => random.Next(1, 12)).ToArray();
            codes.AddRange(
                await Task.WhenAll(
                    milliseconds.Select(
                        async (delay, j) =>
                        {
                            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
                            try
                            {
                                if (j % 3 == 0)
                                {
                                    cancellation.CancelAfter(delay);
                                }

                                var headers = new Metadata();
                                if (j % 3 != 0)
                                {
                                    headers.Add(ServerDeadlineHandler.Header, $"{delay}m");
                                }

                                var options = new CallOptions(headers, cancellationToken: cancellation.Token);
                                await (
                                    j % 3 == 1
                                        ? (Task)
                                            client
                                                .ClassifyAsync(new ClassifyRequest { Headline = "Rates" }, options)
                                                .ResponseAsync
                                        : client.ClassifyBatchAsync(batch, options).ResponseAsync
                                );
                                return StatusCode.OK;
                            }
                            catch (RpcException e)
                            {
                                return e.StatusCode;
                            }
                        }
                    )
                )
            );
        }

        Assert.All(
            codes,
            code => Assert.True(code is StatusCode.OK or StatusCode.DeadlineExceeded or StatusCode.Cancelled, $"{code}")
        );
        Assert.Contains(StatusCode.DeadlineExceeded, codes);
        Assert.Contains(StatusCode.Cancelled, codes);
        await Task.Delay(500, Stop);
        Assert.False(server.Log.Contains("fail:", StringComparison.Ordinal), server.Log);
    }

    /// <summary>Sends deadlines that only the server keeps. With a deadline of its own, Grpc.Net.Client now and then reports
    /// INTERNAL for a response that arrives as the deadline passes.</summary>
    private sealed class ServerDeadlineHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public const string Header = "server-timeout";

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.Headers.TryGetValues(Header, out var timeout))
            {
                request.Headers.Add("grpc-timeout", timeout);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
