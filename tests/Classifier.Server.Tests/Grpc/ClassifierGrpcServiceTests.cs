using System.Text;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class ClassifierGrpcServiceTests(RunningServer server)
{
    private const string Clickbait = "You wont believe what Air India did to this sitar, shes furious!";
    private const string News = "Central bank raises interest rates by a quarter point";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_returns_topics_clickbait_and_model_versions()
    {
        var classification = (
            await server.Classifier.ClassifyAsync(new ClassifyRequest { Headline = News }, cancellationToken: Stop)
        ).Classification;

        Assert.Equal(News, classification.Headline);
        Assert.Equal("medtop:04000000", classification.Topics[0].Id);
        Assert.Equal("economy, business and finance", classification.Topics[0].Label);
        Assert.Equal(ClickbaitBand.None, classification.Clickbait.Band);
        Assert.True(classification.LanguageSupported);
        Assert.NotEmpty(classification.ModelVersions.Topic);
        Assert.NotEmpty(classification.ModelVersions.Clickbait);
        Assert.Empty(classification.Reasons);
    }

    [Fact]
    public async Task An_explanation_names_the_words_that_raise_the_clickbait_score()
    {
        var request = new ClassifyRequest
        {
            Headline = Clickbait,
            Options = new ClassifyOptions { Explain = true },
        };

        var classification = (await server.Classifier.ClassifyAsync(request, cancellationToken: Stop)).Classification;

        Assert.True(classification.Clickbait.Band >= ClickbaitBand.Considerable);
        var strongest = classification.Reasons.First(reason => reason.Target == "clickbait");
        Assert.Contains("wont believe", strongest.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(strongest.Text, Clickbait[strongest.Start..strongest.End]);
        Assert.True(strongest.Contribution > 0);
    }

    [Fact]
    public async Task Top_k_and_min_score_limit_the_topics()
    {
        async Task<IReadOnlyList<TopicScore>> Topics(ClassifyOptions options) =>
            (
                await server.Classifier.ClassifyAsync(
                    new ClassifyRequest { Headline = News, Options = options },
                    cancellationToken: Stop
                )
            )
                .Classification
                .Topics;

        var all = await Topics(new ClassifyOptions { TopK = 17, MinScore = 0 });
        Assert.Equal(17, all.Count);
        Assert.Equal(all.OrderByDescending(topic => topic.Score), all);
        Assert.Equal(1, all.Sum(topic => topic.Score), 1e-3);
        Assert.Equal(3, (await Topics(new ClassifyOptions { MinScore = 0 })).Count);
        Assert.Equal(2, (await Topics(new ClassifyOptions { TopK = 2, MinScore = 0 })).Count);
        Assert.Empty(await Topics(new ClassifyOptions { MinScore = 1 }));
    }

    [Fact]
    public async Task Headlines_without_a_probable_topic_get_no_topic()
    {
        var threshold = ModelBundle
            .ReadManifest(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask))
            .MinScore;
        async Task<TopicScore> Best(string headline) => (
                await server.Classifier.ClassifyAsync(
                    new ClassifyRequest
                    {
                        Headline = headline,
                        Options = new ClassifyOptions { MinScore = 0, TopK = 1 },
                    },
                    cancellationToken: Stop
                )
            ).Classification.Topics[0];

        var unclassified = 0;
        foreach (
            var headline in new[]
            {
                News,
                "Here we go again",
                "It all comes down to this",
                "One of those days",
                "Not this again",
                "Back and forth",
                "Our top stories this morning",
            }
        )
        {
            var response = await server.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = headline },
                cancellationToken: Stop
            );
            Assert.Equal((await Best(headline)).Score < threshold, response.Classification.Topics.Count == 0);
            unclassified += response.Classification.Topics.Count == 0 ? 1 : 0;
        }

        Assert.InRange(unclassified, 1, 6);
    }

    public static TheoryData<ClassifyOptions, string> InvalidOptions =>
        new()
        {
            {
                new ClassifyOptions { TopK = 0 },
                "options.top_k"
            },
            {
                new ClassifyOptions { TopK = -1 },
                "options.top_k"
            },
            {
                new ClassifyOptions { TopK = 18 },
                "options.top_k"
            },
            {
                new ClassifyOptions { TopK = int.MaxValue },
                "options.top_k"
            },
            {
                new ClassifyOptions { MinScore = -0.1f },
                "options.min_score"
            },
            {
                new ClassifyOptions { MinScore = 1.1f },
                "options.min_score"
            },
            {
                new ClassifyOptions { MinScore = float.NaN },
                "options.min_score"
            },
            {
                new ClassifyOptions { MinScore = float.PositiveInfinity },
                "options.min_score"
            },
        };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public async Task All_methods_reject_options_out_of_range(ClassifyOptions options, string field)
    {
        Func<Task>[] calls =
        [
            async () =>
                await server.Classifier.ClassifyAsync(
                    new ClassifyRequest { Headline = News, Options = options },
                    cancellationToken: Stop
                ),
            async () =>
                await server.Classifier.ClassifyBatchAsync(
                    new ClassifyBatchRequest { Items = { Item("a", News) }, Options = options },
                    cancellationToken: Stop
                ),
            async () =>
                await server.Classifier.ClassifyPageAsync(
                    new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<p>x</p>"), Options = options },
                    cancellationToken: Stop
                ),
            async () => await StreamAsync(new ClassifyStreamRequest { Items = { Item("a", News) }, Options = options }),
        ];
        foreach (var call in calls)
        {
            var (code, info, violation) = await RpcError.GetAsync(call);
            Assert.Equal(StatusCode.InvalidArgument, code);
            Assert.Equal(field, info.Metadata["field"]);
            Assert.Equal(field, violation.Field);
        }
    }

    [Fact]
    public async Task A_batch_returns_the_same_scores_as_unary_calls_in_order()
    {
        string[] headlines = [News, Clickbait, "Rovers win the cup", News];
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(headlines.Select((headline, i) => Item(i < 2 ? "same" : "", headline)));

        var response = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);

        Assert.Equal(["same", "same", "", ""], response.Results.Select(result => result.Id));
        for (var i = 0; i < headlines.Length; i++)
        {
            var alone = await server.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = headlines[i] },
                cancellationToken: Stop
            );
            Assert.Equal(alone.Classification, response.Results[i].Classification);
        }
    }

    [Fact]
    public async Task A_full_batch_is_accepted_and_a_larger_one_is_rejected()
    {
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(Enumerable.Range(0, 10_000).Select(i => Item($"{i}", News)));

        var response = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"{i}"), response.Results.Select(result => result.Id));

        request.Items.Add(Item("one too many", News));
        var (code, info, violation) = await RpcError.GetAsync(async () =>
            await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("BATCH_TOO_LARGE", info.Reason);
        Assert.Equal("10001", info.Metadata["value"]);
        Assert.Equal("10000", info.Metadata["limit"]);
        Assert.Contains("ClassifyStream", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_batch_of_the_longest_headlines_fits_into_a_message()
    {
        var longest = new StringBuilder().Insert(0, "😀", 1000).ToString();
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(Enumerable.Range(0, 10_000).Select(_ => Item("", longest)));

        var response = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);

        Assert.Equal(10_000, response.Results.Count);
    }

    [Fact]
    public async Task An_empty_batch_is_rejected()
    {
        var (_, info, violation) = await RpcError.GetAsync(async () =>
            await server.Classifier.ClassifyBatchAsync(new ClassifyBatchRequest(), cancellationToken: Stop)
        );

        Assert.Equal("BATCH_EMPTY", info.Reason);
        Assert.Equal("items", violation.Field);
    }

    [Fact]
    public async Task A_stream_returns_a_response_per_chunk_in_order_and_keeps_its_options()
    {
        var answers = await StreamAsync(
            new ClassifyStreamRequest
            {
                Items = { Item("1", News), Item("2", "") },
                Options = new ClassifyOptions { TopK = 17, MinScore = 0 },
            },
            new ClassifyStreamRequest { Items = { Item("3", Clickbait) } },
            new ClassifyStreamRequest
            {
                Items = { Item("4", News) },
                Options = new ClassifyOptions { TopK = 1, MinScore = 0 },
            }
        );

        Assert.Equal(
            ["1 2", "3", "4"],
            answers.Select(answer => string.Join(' ', answer.Results.Select(result => result.Id)))
        );
        Assert.Equal(
            [17, 1],
            new[] { answers[1], answers[2] }.Select(answer => answer.Results[0].Classification.Topics.Count)
        );
        Assert.Equal(ClassifyResult.OutcomeOneofCase.Error, answers[0].Results[1].OutcomeCase);
    }

    [Fact]
    public async Task A_long_stream_is_answered_while_it_is_sent()
    {
        using var call = server.Classifier.ClassifyStream(cancellationToken: Stop);
        for (var chunk = 0; chunk < 300; chunk++)
        {
            var request = new ClassifyStreamRequest();
            request.Items.AddRange(Enumerable.Range(0, 200).Select(i => Item($"{chunk}.{i}", News)));
            await call.RequestStream.WriteAsync(request, Stop);
            Assert.True(await call.ResponseStream.MoveNext(Stop));
            Assert.Equal(
                request.Items.Select(item => item.Id),
                call.ResponseStream.Current.Results.Select(result => result.Id)
            );
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Stop));
    }

    [Fact]
    public async Task A_client_that_does_not_read_responses_is_slowed_down()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var call = server.Classifier.ClassifyStream(cancellationToken: cancellation.Token);
        var request = new ClassifyStreamRequest();
        request.Items.AddRange(Enumerable.Range(0, 1_000).Select(i => Item($"{i}", News)));
        var sent = 0;
        var writing = Task.Run(
            async () =>
            {
                while (sent < 2_000)
                {
                    await call.RequestStream.WriteAsync(request, cancellation.Token);
                    Interlocked.Increment(ref sent);
                }
            },
            Stop
        );

        var before = -1;
        while (before != Volatile.Read(ref sent))
        {
            before = Volatile.Read(ref sent);
            await Task.Delay(1_000, Stop);
        }

        Assert.InRange(before, 1, 1_999);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => writing);
    }

    [Fact]
    public async Task A_stream_with_an_empty_chunk_fails()
    {
        var (code, info, _) = await RpcError.GetAsync(async () => await StreamAsync(new ClassifyStreamRequest()));

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("BATCH_EMPTY", info.Reason);
    }

    [Fact]
    public async Task A_batch_ends_at_its_deadline()
    {
        var request = new ClassifyBatchRequest { Options = new ClassifyOptions { Explain = true } };
        request.Items.AddRange(Enumerable.Range(0, 10_000).Select(i => Item($"{i}", Clickbait)));

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Classifier.ClassifyBatchAsync(
                request,
                deadline: DateTime.UtcNow.AddMilliseconds(20),
                cancellationToken: Stop
            )
        );

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_at_its_deadline()
    {
        using var call = server.Classifier.ClassifyStream(
            deadline: DateTime.UtcNow.AddMilliseconds(200),
            cancellationToken: Stop
        );
        await call.RequestStream.WriteAsync(new ClassifyStreamRequest { Items = { Item("a", News) } }, Stop);

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Stop))
            {
                // The request stream stays open, so only the deadline ends the call.
            }
        });

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
    }

    [Fact]
    public async Task An_explanation_has_at_most_250_reasons()
    {
        var wordy = string.Join(' ', Enumerable.Range(0, 10).SelectMany(_ => News.Split(' ')));
        var request = new ClassifyRequest
        {
            Headline = wordy,
            Options = new ClassifyOptions
            {
                Explain = true,
                TopK = 17,
                MinScore = 0,
            },
        };

        var reasons = (await server.Classifier.ClassifyAsync(request, cancellationToken: Stop)).Classification.Reasons;

        Assert.Equal(250, reasons.Count);
        Assert.Equal(
            reasons.Select(reason => Math.Abs(reason.Contribution)).OrderDescending(),
            reasons.Select(reason => Math.Abs(reason.Contribution))
        );
    }

    [Fact]
    public async Task Canceled_streams_do_not_affect_other_calls()
    {
        for (var i = 0; i < 20; i++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var call = server.Classifier.ClassifyStream(cancellationToken: stop.Token);
            var request = new ClassifyStreamRequest();
            request.Items.AddRange(Enumerable.Range(0, 5_000).Select(_ => Item("", Clickbait)));
            await call.RequestStream.WriteAsync(request, stop.Token);
            await stop.CancelAsync();
            var ended = await Assert.ThrowsAsync<RpcException>(() =>
                call.ResponseStream.MoveNext(CancellationToken.None)
            );
            Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        }

        Assert.NotNull(
            (
                await server.Classifier.ClassifyAsync(new ClassifyRequest { Headline = News }, cancellationToken: Stop)
            ).Classification
        );
    }

    [Fact]
    public async Task Concurrent_calls_return_the_same_scores_as_a_single_call()
    {
        var alone = (
            await server.Classifier.ClassifyAsync(new ClassifyRequest { Headline = Clickbait }, cancellationToken: Stop)
        ).Classification;

        var together = await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(async _ =>
                    (
                        await server.Classifier.ClassifyAsync(
                            new ClassifyRequest { Headline = Clickbait },
                            cancellationToken: Stop
                        )
                    ).Classification
                )
        );

        Assert.All(together, classification => Assert.Equal(alone, classification));
    }

    private async Task<List<ClassifyStreamResponse>> StreamAsync(params ClassifyStreamRequest[] requests)
    {
        using var call = server.Classifier.ClassifyStream(cancellationToken: Stop);
        var writing = Task.Run(
            async () =>
            {
                foreach (var request in requests)
                {
                    await call.RequestStream.WriteAsync(request, Stop);
                }

                await call.RequestStream.CompleteAsync();
            },
            Stop
        );
        var answers = new List<ClassifyStreamResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(Stop))
        {
            answers.Add(answer);
        }

        await writing;
        return answers;
    }

    private static ClassifyItem Item(string id, string headline) => new() { Id = id, Headline = headline };
}
