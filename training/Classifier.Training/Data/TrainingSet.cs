using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Training.Data;

/// <summary>Represents deduplicated labeled headlines and the files that they come from.</summary>
/// <param name="Headlines">The headlines, each with the hash of its words.</param>
/// <param name="Files">The files, each with the number of rows used.</param>
public sealed record TrainingSet(
    IReadOnlyList<(LabeledHeadline Headline, ulong Story)> Headlines,
    IReadOnlyList<TrainingFile> Files
)
{
    /// <summary>Gets the hashes of headlines that must not be used in training: test headlines and those that were split
    /// off.</summary>
    internal IReadOnlySet<ulong> ExcludedStories { get; init; } = new HashSet<ulong>();

    /// <summary>Gets the hashes of corrected headlines. They are always used for training and never for evaluation: they were
    /// selected because a model was wrong, so they would bias its metrics downward.</summary>
    internal IReadOnlySet<ulong> CorrectedStories { get; init; } = new HashSet<ulong>();

    /// <summary>Gets the rows that the data marks as held out, deduplicated. They are not used for training.</summary>
    internal IReadOnlyList<LabeledHeadline> HeldOut { get; init; } = [];

    /// <summary>Gets the texts of headlines that do not tell their topic.</summary>
    internal IReadOnlyList<string> WithoutTopic { get; init; } = [];

    /// <summary>Gets what was decided about ambiguous columns and labels.</summary>
    internal IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Reads and deduplicates files. Of headlines with the same words, it keeps one that someone read, or else the
    /// first. Test rows, and all rows with the same words, are left out.</summary>
    /// <param name="inputs">The files.</param>
    /// <param name="isUsable">Determines whether a headline has the required label.</param>
    /// <param name="map">Maps labels to topics; <see langword="null"/> to use labels as they are.</param>
    /// <param name="feedback">Corrections, which take precedence over the labels in files; <see langword="null"/> for
    /// none.</param>
    /// <param name="modelLabels">The labels of the model that is built on; <see langword="null"/> for none.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, or no row is usable.</exception>
    internal static TrainingSet Read(
        IReadOnlyList<LabeledInput> inputs,
        Func<LabeledHeadline, bool> isUsable,
        LabelMap? map = null,
        FeedbackHeadlines? feedback = null,
        IReadOnlyCollection<string>? modelLabels = null
    )
    {
        var set = ReadUsable(inputs, isUsable, map, feedback, modelLabels);
        return set.Headlines.Count > 0
            ? set
            : throw new TrainingDataException(
                $"{string.Join(", ", inputs)}: no row has a label of this kind."
                    + string.Concat(set.Notices.Select(notice => $" {notice}"))
            );
    }

    /// <summary>Reads and deduplicates files as <see cref="Read"/> does, but returns an empty set if no row is usable.</summary>
    internal static TrainingSet ReadUsable(
        IReadOnlyList<LabeledInput> inputs,
        Func<LabeledHeadline, bool> isUsable,
        LabelMap? map = null,
        FeedbackHeadlines? feedback = null,
        IReadOnlyCollection<string>? modelLabels = null
    )
    {
        var workspace = new TokenizedHeadline();
        var rows = new List<(LabeledHeadline Headline, ulong Story, int File)>();
        var notices = new List<string>();
        var read = inputs
            .Select(input =>
                LabeledFile.Read(input, map, notice => notices.Add($"{Path.GetFileName(input.Path)}: {notice.Message}"))
            )
            .ToList();
        var normalizer = LabelNormalizer.Create(
            read.SelectMany(headlines => headlines).Concat(feedback?.Headlines ?? []),
            modelLabels ?? []
        );
        for (var file = 0; file < inputs.Count; file++)
        {
            foreach (var headline in read[file].Select(normalizer.Apply).OfType<LabeledHeadline>().Where(isUsable))
            {
                rows.Add((headline, HeadlineKey.Compute(headline.Text, workspace), file));
            }
        }

        // Training ignores source labels if there are reader labels. If all file labels come from the source, corrections must
        // not displace them, so they get the same origin.
        var origin = rows.Any(row => row.Headline.Origin == LabelOrigin.Reader)
            ? LabelOrigin.Reader
            : LabelOrigin.Source;
        rows.InsertRange(
            0,
            (feedback?.Headlines ?? [])
                .Select(normalizer.Apply)
                .OfType<LabeledHeadline>()
                .Where(isUsable)
                .Select(headline =>
                    (headline with { Origin = origin }, HeadlineKey.Compute(headline.Text, workspace), inputs.Count)
                )
        );

        var usesTopics = rows.Exists(row =>
            row.Headline.Topic is not null && isUsable(row.Headline with { Bait = null })
        );
        var seen = rows.Where(row => row.Headline.IsTest).Select(row => row.Story).ToHashSet();
        var excluded = new HashSet<ulong>(seen);
        var kept = rows.Where(row => !row.Headline.IsTest)
            .OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)
            .Where(row => seen.Add(row.Story))
            .ToList();
        return new TrainingSet(
            [.. kept.Select(row => (row.Headline, row.Story))],
            [
                .. inputs.Select((input, file) => input.Describe(kept.Count(row => row.File == file))),
                .. feedback is null
                    ? []
                    : new[] { feedback.File with { Rows = kept.Count(row => row.File == inputs.Count) } },
            ]
        )
        {
            ExcludedStories = excluded,
            HeldOut =
            [
                .. rows.Where(row => row.Headline.IsTest).DistinctBy(row => row.Story).Select(row => row.Headline),
            ],
            WithoutTopic =
            [
                .. read.SelectMany(headlines => headlines)
                    .Where(headline => headline.HasNoTopic && !headline.IsTest)
                    .Select(headline => headline.Text)
                    .Distinct(StringComparer.Ordinal),
            ],
            // Changes of topics may explain why no row is usable.
            Notices =
            [
                .. notices,
                .. usesTopics || kept.Count == 0 ? normalizer.Changes.Select(change => change.ToString()) : [],
            ],
            CorrectedStories = kept.Where(row => row.File == inputs.Count).Select(row => row.Story).ToHashSet(),
        };
    }

    /// <summary>Splits off the headlines whose hash falls into the given tenths. If any headlines were labeled by a reader, only
    /// those are split off, because their labels are the better ones to evaluate with.</summary>
    /// <param name="tenths">The tenths, from 0 to 9.</param>
    /// <returns>The remaining set and the headlines that were split off.</returns>
    internal (TrainingSet Kept, IReadOnlyList<LabeledHeadline> Split) SplitOff(params int[] tenths)
    {
        var anyRead = Headlines.Any(row => row.Headline.Origin == LabelOrigin.Reader);
        var parts = Headlines.ToLookup(row =>
            (!anyRead || row.Headline.Origin == LabelOrigin.Reader)
            && tenths.Contains(HeadlineKey.GetPartition(row.Story))
            && !CorrectedStories.Contains(row.Story)
        );
        return (
            this with
            {
                Headlines = [.. parts[false]],
                ExcludedStories = ExcludedStories.Concat(parts[true].Select(row => row.Story)).ToHashSet(),
            },
            [.. parts[true].Select(row => row.Headline)]
        );
    }
}
