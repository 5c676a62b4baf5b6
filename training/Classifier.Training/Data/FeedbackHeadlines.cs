using System.Security.Cryptography;
using System.Text;
using Classifier.Feedback;
using Classifier.Models;

namespace Classifier.Training.Data;

/// <summary>Corrections as headlines to learn from.</summary>
/// <param name="Headlines">One for each headline that was corrected, as someone read it.</param>
/// <param name="File">What the model card says of them: the hash is that of what was read, since the store itself grows.</param>
public sealed record FeedbackHeadlines(IReadOnlyList<LabeledHeadline> Headlines, TrainingFile File)
{
    /// <summary>How much a correction counts unless it is told otherwise: as much as three headlines that someone labeled.
    /// A correction tells where a model was wrong, which is rarer and worth more than one more headline like the others.</summary>
    public const float DefaultWeight = 3;

    /// <summary>The source of such headlines.</summary>
    public const string Source = "feedback";

    /// <summary>Reads a store. What each author said last counts; where authors differ, what most say, and of equally many
    /// what was said last.</summary>
    /// <param name="path">The store.</param>
    /// <param name="weight">How much a headline counts, over 0.</param>
    /// <exception cref="FeedbackException">There is no store, or it cannot be read.</exception>
    public static FeedbackHeadlines Read(string path, float weight)
    {
        using var store = FeedbackStore.Open(path, create: false);
        List<LabeledHeadline> headlines =
        [
            .. store.GetLatest().GroupBy(correction => correction.Headline).Select(said => Joined([.. said], weight)),
        ];
        var text = string.Join(
            '\n',
            headlines.Select(headline => $"{headline.Text}\t{string.Join('|', headline.Topics)}\t{headline.Bait}")
        );
        return new FeedbackHeadlines(
            headlines,
            new TrainingFile(
                Source,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                headlines.Count
            )
        );
    }

    private static LabeledHeadline Joined(IReadOnlyList<Correction> said, float weight)
    {
        var topics =
            Prevailing(
                said.Where(correction => correction.Topics.Count > 0),
                correction => string.Join('|', correction.Topics)
            )?.Topics
            ?? [];
        var bait = Prevailing(
            said.Where(correction => correction.Bait is not null),
            correction => correction.Bait
        )?.Bait;
        string[] labels = [.. topics.Select(Codebook.TopicOf).Distinct()];
        return new LabeledHeadline(
            said[0].Headline,
            labels.FirstOrDefault(),
            bait,
            LabelOrigin.Reader,
            Source,
            weight,
            false,
            labels.ElementAtOrDefault(1),
            DateOnly.FromDateTime(said[^1].Timestamp.UtcDateTime)
        )
        {
            OtherTopics = labels.Length > 1 ? labels[1..] : [],
        };
    }

    private static Correction? Prevailing<T>(IEnumerable<Correction> said, Func<Correction, T> label) =>
        said.GroupBy(label)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Max(correction => correction.Timestamp))
            .FirstOrDefault()
            ?.Last();
}
