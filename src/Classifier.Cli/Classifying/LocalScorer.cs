using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Scores headlines with models in this process. Results equal those of a server.</summary>
internal sealed class LocalScorer(HeadlineClassifier classifier) : IHeadlineScorer
{
    /// <summary>The minimum number of headlines to score on all cores. Smaller batches, such as the headlines of a page, are scored
    /// on the calling thread.</summary>
    private const int MinParallelHeadlines = 256;

    /// <inheritdoc/>
    public string Models =>
        string.Join(
            ' ',
            new[]
            {
                classifier.HasTopic ? $"topic {classifier.Topic.Manifest.Sha256}" : null,
                classifier.HasClickbait ? $"clickbait {classifier.Clickbait.Manifest.Sha256}" : null,
            }.OfType<string>()
        );

    /// <inheritdoc/>
    public bool HasClickbait => classifier.HasClickbait;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken cancellationToken
    )
    {
        var scored = new ScoredHeadline[headlines.Count];
        if (scored.Length >= MinParallelHeadlines)
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
    public void Dispose() => classifier.Dispose();

    private ScoredHeadline Score(string headline, ClassifyOptions options) =>
        HeadlineDefects.Describe(headline) is { } error
            ? new ScoredHeadline(headline, null, error)
            : new ScoredHeadline(headline, classifier.Classify(headline, options), null);
}
