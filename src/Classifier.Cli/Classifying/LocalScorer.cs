using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Scores headlines with models in this process. Results equal those of a server.</summary>
/// <param name="models">The models.</param>
internal sealed class LocalScorer(ScoringModels models) : IHeadlineScorer
{
    /// <summary>The minimum number of headlines to score on all cores. Smaller batches, such as the headlines of a page, are scored
    /// on the calling thread.</summary>
    private const int MinParallelHeadlines = 256;

    /// <summary>The minimum number of headlines to score on all cores with the accurate model, which takes milliseconds for
    /// each.</summary>
    private const int MinParallelAccurateHeadlines = 2;

    /// <inheritdoc/>
    public string Models =>
        string.Join(
            ' ',
            new[]
            {
                models.Fast.HasTopic ? $"topic {models.Fast.Topic.Manifest.Sha256}" : null,
                models.Fast.HasClickbait ? $"clickbait {models.Fast.Clickbait.Manifest.Sha256}" : null,
                models.Accurate is { } accurate ? $"{EncoderBundle.FolderName} {accurate.Manifest.Sha256}" : null,
            }.OfType<string>()
        );

    /// <inheritdoc/>
    public bool HasClickbait => models.Accurate is not null || models.Fast.HasClickbait;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken cancellationToken
    )
    {
        var scored = new ScoredHeadline[headlines.Count];
        if (scored.Length >= (models.Accurate is null ? MinParallelHeadlines : MinParallelAccurateHeadlines))
        {
            Parallel.For(
                0,
                scored.Length,
                new ParallelOptions { CancellationToken = cancellationToken },
                i => scored[i] = Score(headlines[i], options)
            );
        }
        else
        {
            for (var i = 0; i < scored.Length; i++)
            {
                scored[i] = Score(headlines[i], options);
            }
        }

        return Task.FromResult<IReadOnlyList<ScoredHeadline>>(scored);
    }

    /// <inheritdoc/>
    public void Dispose() => models.Dispose();

    private ScoredHeadline Score(string headline, ClassifyOptions options) =>
        HeadlineDefects.Describe(headline) is { } error
            ? new ScoredHeadline(headline, null, error)
            : new ScoredHeadline(headline, models.Classify(headline, options), null);
}
