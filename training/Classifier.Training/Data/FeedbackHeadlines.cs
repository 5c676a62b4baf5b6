using System.Security.Cryptography;
using System.Text;
using Classifier.Feedback;
using Classifier.Models;

namespace Classifier.Training.Data;

/// <summary>Represents corrections from the feedback store as training headlines.</summary>
/// <param name="Headlines">One headline for each text that was corrected.</param>
/// <param name="File">The entry for the model card. Its hash covers the corrections that were read, because the store keeps
/// growing.</param>
public sealed record FeedbackHeadlines(IReadOnlyList<LabeledHeadline> Headlines, TrainingFile File)
{
    /// <summary>The default weight of a correction: that of three labeled headlines. A correction shows where a model is wrong,
    /// which is rarer and more valuable than another typical headline.</summary>
    public const float DefaultWeight = 3;

    /// <summary>The <see cref="LabeledHeadline.Source"/> of corrections.</summary>
    internal const string Source = "feedback";

    /// <summary>Reads the feedback store. The last correction of each author counts. If authors disagree, the majority wins;
    /// ties go to the latest correction.</summary>
    /// <param name="path">The path of the store.</param>
    /// <param name="weight">The weight of each headline, greater than 0.</param>
    /// <exception cref="FeedbackException">The store does not exist or cannot be read.</exception>
    public static FeedbackHeadlines Read(string path, float weight)
    {
        using var store = FeedbackStore.Open(path, create: false);
        List<LabeledHeadline> headlines =
        [
            .. store
                .GetLatest()
                .GroupBy(correction => correction.Headline)
                .Select(corrections => Merge([.. corrections], weight)),
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

    private static LabeledHeadline Merge(IReadOnlyList<Correction> corrections, float weight)
    {
        var topics =
            FindMajority(
                corrections.Where(correction => correction.Topics.Count > 0),
                correction => string.Join('|', correction.Topics)
            )?.Topics
            ?? [];
        var bait = FindMajority(
            corrections.Where(correction => correction.Bait is not null),
            correction => correction.Bait
        )?.Bait;
        string[] labels = [.. topics.Select(Codebook.GetTopic).Distinct()];
        return new LabeledHeadline(
            corrections[0].Headline,
            labels.FirstOrDefault(),
            bait,
            LabelOrigin.Reader,
            Source,
            weight,
            false,
            labels.ElementAtOrDefault(1),
            DateOnly.FromDateTime(corrections[^1].Timestamp.UtcDateTime)
        )
        {
            OtherTopics = labels.Length > 1 ? labels[1..] : [],
        };
    }

    private static Correction? FindMajority<T>(IEnumerable<Correction> corrections, Func<Correction, T> label) =>
        corrections
            .GroupBy(label)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Max(correction => correction.Timestamp))
            .FirstOrDefault()
            ?.Last();
}
