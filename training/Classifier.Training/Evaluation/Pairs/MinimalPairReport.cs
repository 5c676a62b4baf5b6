namespace Classifier.Training.Evaluation.Pairs;

/// <summary>Represents the result of a model on one pair.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="First">The prediction for the first headline: its clickbait score or its topic.</param>
/// <param name="Second">The prediction for the second headline.</param>
/// <param name="IsRanked">Whether the two headlines are ranked correctly: the clickbait scores higher, or each headline scores
/// higher for its own topic than for the topic of the other.</param>
/// <param name="IsRight">Whether both predictions are correct: only the clickbait reaches the considerable band, or both
/// topics are correct.</param>
public sealed record MinimalPairResult(MinimalPair Pair, string First, string Second, bool IsRanked, bool IsRight);

/// <summary>Represents the results of a model on the pairs of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Pairs">The number of pairs.</param>
/// <param name="Ranked">The number of pairs that are ranked correctly.</param>
/// <param name="Right">The number of pairs with two correct predictions.</param>
public sealed record MinimalPairKind(string Kind, int Pairs, int Ranked, int Right);

/// <summary>Represents the results of a model on all pairs of its task.</summary>
/// <param name="Pairs">The number of pairs.</param>
/// <param name="Ranked">The share of pairs that are ranked correctly.</param>
/// <param name="Right">The share of pairs with two correct predictions.</param>
/// <param name="Kinds">The results by kind.</param>
/// <param name="Failures">The pairs with an incorrect prediction.</param>
public sealed record MinimalPairReport(
    int Pairs,
    double Ranked,
    double Right,
    IReadOnlyList<MinimalPairKind> Kinds,
    IReadOnlyList<MinimalPairResult> Failures
);
