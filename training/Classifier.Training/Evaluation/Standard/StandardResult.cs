using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>Represents the scores of a <see cref="StandardEvaluation"/>, by our models and by the stock pipeline of ML.NET.</summary>
public sealed record StandardResult
{
    /// <summary>Gets the topic scores of gold, cross-validated by story.</summary>
    public required ScoredHeadlines GoldTopic { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="GoldTopic"/>.</summary>
    public required ScoredHeadlines GoldTopicStock { get; init; }

    /// <summary>Gets the topic scores of each of <see cref="StandardEvaluation.TopicSources"/>, left out in turn.</summary>
    public required IReadOnlyList<ScoredHeadlines> TopicLeftOut { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="TopicLeftOut"/>.</summary>
    public required IReadOnlyList<ScoredHeadlines> TopicLeftOutStock { get; init; }

    /// <summary>Gets the topic scores of newsapi_top in March and April 2022, trained on headlines before 2022.</summary>
    public required ScoredHeadlines Later { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="Later"/>.</summary>
    public required ScoredHeadlines LaterStock { get; init; }

    /// <summary>Gets the clickbait scores of gold, cross-validated by story.</summary>
    public required ScoredHeadlines GoldClickbait { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="GoldClickbait"/>.</summary>
    public required ScoredHeadlines GoldClickbaitStock { get; init; }

    /// <summary>Gets the clickbait scores of each of <see cref="StandardEvaluation.ClickbaitSources"/>, left out in turn.</summary>
    public required IReadOnlyList<ScoredHeadlines> ClickbaitLeftOut { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="ClickbaitLeftOut"/>.</summary>
    public required IReadOnlyList<ScoredHeadlines> ClickbaitLeftOutStock { get; init; }

    /// <summary>Gets the scores of one fifth of lower-cased Stop Clickbait, split by story and trained on the rest.</summary>
    public required ScoredHeadlines StopClickbait { get; init; }

    /// <summary>Gets the scores of the stock pipeline on the headlines of <see cref="StopClickbait"/>.</summary>
    public required ScoredHeadlines StopClickbaitStock { get; init; }

    /// <summary>Gets the scores of one fifth of lower-cased Stop Clickbait, split at random and trained on the rest.</summary>
    public required ScoredHeadlines StopClickbaitRandom { get; init; }
}
