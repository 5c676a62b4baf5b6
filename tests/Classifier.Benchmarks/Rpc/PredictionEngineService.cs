using Classifier.Taxonomy;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Implements the project's API with <see cref="PredictionEngines"/>: the three most probable topics and the clickbait score.</summary>
internal sealed class PredictionEngineService(PredictionEngines engines) : ClassifierService.ClassifierServiceBase
{
    /// <inheritdoc/>
    public override Task<ClassifyResponse> Classify(ClassifyRequest request, ServerCallContext context) =>
        Task.FromResult(new ClassifyResponse { Classification = Classify(request.Headline) });

    /// <inheritdoc/>
    public override Task<ClassifyBatchResponse> ClassifyBatch(
        ClassifyBatchRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new ClassifyBatchResponse
            {
                Results =
                {
                    request.Items.Select(item => new ClassifyResult
                    {
                        Id = item.Id,
                        Classification = Classify(item.Headline),
                    }),
                },
            }
        );

    private Classification Classify(string headline)
    {
        var (topics, clickbait) = engines.Score(headline);
        return new Classification
        {
            Headline = headline,
            Topics =
            {
                topics
                    .Select((score, i) => (score, i))
                    .Where(topic => topic.score >= 0.4f)
                    .OrderByDescending(topic => topic.score)
                    .Take(3)
                    .Select(topic => new TopicScore
                    {
                        Id = engines.Labels[topic.i],
                        Label = IptcTopics.FromId(engines.Labels[topic.i]).Label,
                        Score = topic.score,
                    }),
            },
            Clickbait = new ClickbaitScore { Score = clickbait },
        };
    }
}
