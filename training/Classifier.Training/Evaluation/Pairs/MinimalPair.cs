namespace Classifier.Training.Evaluation.Pairs;

/// <summary>Represents two headlines that share most words but have different labels (contrast sets; Gardner et al. 2020).</summary>
/// <param name="Kind">The phenomenon that the pair tests.</param>
/// <param name="First">The first headline; the clickbait in a clickbait pair.</param>
/// <param name="FirstTopics">The correct topics of the first headline; empty in a clickbait pair.</param>
/// <param name="Second">The second headline.</param>
/// <param name="SecondTopics">The correct topics of the second headline; empty in a clickbait pair.</param>
public sealed record MinimalPair(
    string Kind,
    string First,
    IReadOnlyList<string> FirstTopics,
    string Second,
    IReadOnlyList<string> SecondTopics
)
{
    /// <summary>Gets a value indicating whether this is a clickbait pair.</summary>
    public bool IsClickbait => FirstTopics.Count == 0;
}
