using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>What scores headlines: models that are loaded here, or a server.</summary>
internal interface IHeadlineScorer : IDisposable
{
    /// <summary>Which models score, for a reader and to tell runs apart.</summary>
    string Models { get; }

    /// <summary>Scores headlines.</summary>
    /// <param name="headlines">Any texts; one that is no headline gets an error of its own.</param>
    /// <param name="options">What to give for each.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>One result for each, in their order.</returns>
    Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken stop
    );
}

/// <summary>A headline with its classification, or why it has none.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Classification">What the classifier says; null where there is an error.</param>
/// <param name="Error">Why there is no classification; null where there is one.</param>
internal sealed record ScoredHeadline(string Text, Classification? Classification, string? Error);
