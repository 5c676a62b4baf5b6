using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Scores headlines, with models in this process or by calling a server.</summary>
internal interface IHeadlineScorer : IDisposable
{
    /// <summary>Gets a text that identifies the models: two scorers with the same text give the same scores.</summary>
    string Models { get; }

    /// <summary>Gets a value indicating whether there is a clickbait model.</summary>
    bool HasClickbait { get; }

    /// <summary>Scores headlines.</summary>
    /// <param name="headlines">Any texts; a text that is not a valid headline gets its own error.</param>
    /// <param name="options">What to return for each headline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result for each headline, in the same order.</returns>
    Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken cancellationToken
    );
}

/// <summary>Represents a headline with its classification or the reason why it has none.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Classification">The classification; null if there is an error.</param>
/// <param name="Error">Why the headline could not be classified; null if it was.</param>
internal sealed record ScoredHeadline(string Text, Classification? Classification, string? Error)
{
    /// <summary>Gets the number of the story on the page, from 1; 0 if it has none or stories are not numbered.</summary>
    public int Story { get; init; }
}
