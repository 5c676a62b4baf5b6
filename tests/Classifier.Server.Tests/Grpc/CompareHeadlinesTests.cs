using Classifier.Tests.Common;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class CompareHeadlinesTests(RunningServer server)
{
    private const string Bait = "OMG! Actor shares an absolutely adorable photo of her dog";
    private const string Plain = "Central bank raises interest rates by a quarter point";

    [Fact]
    public async Task Headlines_get_ranks_changes_and_the_same_scores_as_by_Classify()
    {
        var headlines = (await CompareAsync(new() { Headlines = { Bait, Plain } })).Headlines;

        Assert.Equal([2, 1], headlines.Select(headline => headline.Rank));
        Assert.Empty(headlines[1].Changes);
        var change = headlines[0].Changes[0];
        Assert.Equal(
            (WordChangeKind.Remove, "OMG", "", WordChangeEffect.LeavesBand),
            (change.Kind, change.Text, change.Replacement, change.Effect)
        );
        Assert.Equal("Actor shares an absolutely adorable photo of her dog", change.Result);
        foreach (var (headline, clickbait) in (await RescoreAsync(headlines)).Zip(Scored(headlines)))
        {
            Assert.Equal(headline, clickbait);
        }
    }

    [Fact]
    public async Task An_invalid_headline_gets_an_error_and_does_not_fail_the_others()
    {
        var headlines = (await CompareAsync(new() { Headlines = { Bait, " ", Plain } })).Headlines;

        Assert.Equal([2, 0, 1], headlines.Select(headline => headline.Rank));
        Assert.Equal("headlines[1]", headlines[1].Error.GetDetail<ErrorInfo>()!.Metadata["field"]);
        Assert.Equal("HEADLINE_EMPTY", headlines[1].Error.GetDetail<ErrorInfo>()!.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public async Task The_number_of_headlines_is_limited(int count)
    {
        var (code, info, violation) = await RpcError.GetAsync(() =>
            CompareAsync(new() { Headlines = { Enumerable.Repeat(Plain, count) } })
        );

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal(("COMPARISON_SIZE_OUT_OF_RANGE", "10"), (info.Reason, info.Metadata["limit"]));
        Assert.Equal("headlines", violation.Field);
        var limits = (await server.Models.GetServerInfoAsync(new(), cancellationToken: Stop)).Limits;
        Assert.Equal(10, limits.MaxComparedHeadlines);
    }

    [Fact]
    public async Task Options_apply_but_the_accurate_model_is_refused()
    {
        var request = new CompareHeadlinesRequest
        {
            Headlines = { Bait, Plain },
            Options = new ClassifyOptions
            {
                Explain = true,
                TopK = 1,
                MinScore = 0,
            },
        };
        var explained = (await CompareAsync(request)).Headlines[0].Classification;
        Assert.Single(explained.Topics);
        Assert.NotEmpty(explained.Reasons);

        request.Options.Model = "accurate";
        var (code, info, _) = await RpcError.GetAsync(() => CompareAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, "MODEL_NOT_ADDITIVE"), (code, info.Reason));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<ClickbaitScore> Scored(IEnumerable<ComparedHeadline> headlines) =>
        headlines.SelectMany(headline =>
            headline
                .Changes.Concat(headline.Steps)
                .Select(change => change.Clickbait)
                .Prepend(headline.Classification.Clickbait)
        );

    private async Task<IEnumerable<ClickbaitScore>> RescoreAsync(IEnumerable<ComparedHeadline> headlines)
    {
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(
            headlines
                .SelectMany(headline =>
                    headline
                        .Changes.Concat(headline.Steps)
                        .Select(change => change.Result)
                        .Prepend(headline.Classification.Headline)
                )
                .Select(headline => new ClassifyItem { Headline = headline })
        );
        var response = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);
        return response.Results.Select(result => result.Classification.Clickbait);
    }

    private Task<CompareHeadlinesResponse> CompareAsync(CompareHeadlinesRequest request) =>
        server.Classifier.CompareHeadlinesAsync(request, cancellationToken: Stop).ResponseAsync;
}
