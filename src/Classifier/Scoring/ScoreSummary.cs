namespace Classifier.Scoring;

/// <summary>Summarizes the scores of a headline for statistics. The options of a call do not change it.</summary>
/// <param name="MainTopic">The most probable topic that reaches its minimum score, as an index into the labels of the topic model;
/// <see cref="NoTopic"/> if there is none.</param>
/// <param name="Clickbait">The clickbait score; meaningless without a clickbait model.</param>
/// <param name="LanguageSupported">A value indicating whether the headline is in a supported language (English).</param>
/// <param name="WordCount">The number of words.</param>
/// <param name="UnknownWordCount">The number of words that have no word vector, and whose stems have none; 0 for a model without word
/// vectors.</param>
public readonly record struct ScoreSummary(
    int MainTopic,
    ClickbaitScore Clickbait,
    bool LanguageSupported,
    int WordCount,
    int UnknownWordCount
)
{
    /// <summary>The index of a topic that does not exist.</summary>
    public const int NoTopic = -1;
}
