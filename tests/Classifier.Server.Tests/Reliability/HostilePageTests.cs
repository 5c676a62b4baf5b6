using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Sends pages that cost far more than their size.</summary>
public sealed class HostilePageTests(RunningServer server)
{
    /// <summary>A page that takes a few hundred milliseconds of processor time.</summary>
    private static readonly ByteString LongPage = ByteString.CopyFromUtf8(
        string.Concat(Enumerable.Repeat("<ul><li><a href=/x>A headline of some length is here</a></ul><br>", 75_000))
    );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MaxPageMilliseconds", "20")]
    [InlineData("MaxPageMemoryBytes", "1000000")]
    public async Task A_page_that_is_too_complex_is_rejected_with_the_limit(string setting, string value)
    {
        await using var strict = await RunningServer.StartAsync($"--Classifier:Limits:{setting}", value);

        var error = await GetErrorAsync(strict, LongPage, deadline: null);

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        var info = error.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal("PAGE_TOO_COMPLEX", info.Reason);
        Assert.Equal($"Classifier:Limits:{setting}", info.Metadata["setting"]);
        Assert.Equal(value, info.Metadata["limit"]);
    }

    [Fact]
    public async Task A_page_with_more_headlines_than_a_batch_may_have_is_rejected_with_the_limit()
    {
        await using var strict = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "8");
        ByteString CreatePage(int links) =>
            ByteString.CopyFromUtf8(
                "<h1>Ferry returns to the island</h1><h2>Most read</h2><ul>"
                    + string.Concat(
                        Enumerable
                            .Range(1, links)
                            .Select(i => $"<li><a href=/{i}>Council number {i} raises rents</a></li>")
                    )
                    + "</ul>"
            );

        var page = await strict.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest { Content = CreatePage(7) },
            cancellationToken: Stop
        );
        var error = await GetErrorAsync(strict, CreatePage(8), deadline: null);

        Assert.Equal(7, page.Modules.Single().Items.Count);
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        var info = error.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal("PAGE_TOO_COMPLEX", info.Reason);
        Assert.Equal("Classifier:Limits:MaxBatchItems", info.Metadata["setting"]);
        Assert.Equal("8", info.Metadata["limit"]);
    }

    [Fact]
    public async Task The_deadline_of_a_page_is_honored_and_other_calls_are_answered_meanwhile()
    {
        var pages = Enumerable
            .Range(0, 4)
            .Select(_ => GetErrorAsync(server, LongPage, DateTime.UtcNow.AddMilliseconds(150)))
            .ToArray();
        var batch = new ClassifyBatchRequest();
        batch.Items.AddRange(Enumerable.Repeat(new ClassifyItem { Headline = "Central bank raises rates" }, 1_000));
        for (var i = 0; i < 5; i++)
        {
            await server.Classifier.ClassifyBatchAsync(batch, cancellationToken: Stop);
        }

        Assert.All(await Task.WhenAll(pages), error => Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode));
    }

    [Theory]
    [InlineData("text/html; charset=utf-7", "<h1>Ferry returns</h1>")]
    [InlineData("text/html", "<meta charset='utf-7'><h1>Ferry returns</h1>")]
    public async Task UTF_7_is_an_invalid_argument(string contentType, string html)
    {
        var (code, info, _) = await RpcError.GetAsync(async () =>
            await server.Classifier.ClassifyPageAsync(
                new ClassifyPageRequest { Content = ByteString.CopyFromUtf8(html), ContentType = contentType },
                cancellationToken: Stop
            )
        );

        Assert.Equal((StatusCode.InvalidArgument, "CHARSET_UNSUPPORTED"), (code, info.Reason));
    }

    private static Task<RpcException> GetErrorAsync(RunningServer server, ByteString content, DateTime? deadline) =>
        Assert.ThrowsAsync<RpcException>(async () =>
            await server.Classifier.ClassifyPageAsync(
                new ClassifyPageRequest { Content = content },
                deadline: deadline,
                cancellationToken: Stop
            )
        );
}
