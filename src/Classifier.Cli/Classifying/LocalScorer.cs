using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Scores with models that are loaded here, and gives what a server would.</summary>
internal sealed class LocalScorer(HeadlineClassifier classifier) : IHeadlineScorer
{
    /// <summary>A page's headlines are scored by the thread that read the page; a batch is worth all threads.</summary>
    private const int ManyHeadlines = 256;

    /// <inheritdoc/>
    public string Models =>
        $"topic {classifier.Topic.Manifest.Sha256} clickbait {classifier.Clickbait.Manifest.Sha256}";

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken stop
    )
    {
        var scored = new ScoredHeadline[headlines.Count];
        if (scored.Length >= ManyHeadlines)
        {
            Parallel.For(
                0,
                scored.Length,
                new ParallelOptions { CancellationToken = stop },
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

    private ScoredHeadline Score(string headline, ClassifyOptions options)
    {
        var error = HeadlineDefects.Describe(headline);
        if (error is not null)
        {
            return new ScoredHeadline(headline, null, error);
        }

        var scored = classifier.Classify(headline, options);
        return new ScoredHeadline(
            headline,
            scored.Reasons.Count <= ClassifyOptions.MaxReasons
                ? scored
                : scored with
                {
                    Reasons = [.. scored.Reasons.Take(ClassifyOptions.MaxReasons)],
                },
            null
        );
    }
}
